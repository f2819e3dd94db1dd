"""The shape of what a browser sends to care."""

from django import forms
from django.utils.translation import gettext_lazy as _

from stoep.board.feed import parse_id
from stoep.board.forms import TOO_LONG, CleanText, SaidForm

from .rules import AT_ONCE
from .skills import SKILLS, grouped_choices

WORDS = 300


class HelpForm(SaidForm):
    """A request: what kind of help, when, how many people."""

    KIND = "help"
    FIRST, MORE = ("skill",), ("moment", "helpers")
    skill = forms.ChoiceField(
        choices=lambda: grouped_choices(_("Something else")), required=False, label=_("What kind of help?"),
        help_text=_("Neighbours who like to do this can be asked."),
    )  # fmt: skip
    moment = CleanText(
        max_length=120,
        required=False,
        label=_("When? (may stay empty)"),
        help_text=_("For example: Saturday morning, or one of these days."),
        error_messages={"max_length": TOO_LONG},
    )
    helpers = forms.IntegerField(
        min_value=1,
        max_value=20,
        initial=1,
        label=_("How many people do you need?"),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


class AskHelpForm(HelpForm):
    """Asking: of all neighbours, or of a few who like to do this."""

    ALL, NAMED, NAMELESS = "board", "named", "nameless"
    FIRST = ("skill", "to")
    to = forms.ChoiceField(
        choices=[
            (ALL, _("All neighbours: it is on the board")),
            (NAMED, _("A few who ticked this: they see my name")),
            (NAMELESS, _("A few who ticked this: without my name")),
        ],
        initial=ALL, required=False, widget=forms.RadioSelect, label=_("Whom do you ask?"),
        help_text=_("A few: ten neighbours at most hear of it, nobody else. Without your name, only whom you say yes to learns who asks."),
    )  # fmt: skip

    def clean(self):
        given = super().clean()
        if self.quiet() and not given.get("skill") and "skill" not in self.errors:
            self.add_error("skill", _("Choose what kind of help. Then we know which neighbours to ask."))
        if self.quiet():
            given["urgent"] = ""  # a few are asked, nobody is called
        return given

    def quiet(self) -> bool:
        """Whether it is kept off the board."""
        return self.cleaned_data.get("to") in (self.NAMED, self.NAMELESS)

    def facet(self) -> dict:
        return {name: self.cleaned_data[name] for name in ("skill", *self.MORE)}

    def quietly(self) -> dict:
        """What ask_quietly is told: a title is the first line of the text."""
        said = "\n".join(filter(None, (self.cleaned_data["title"], self.cleaned_data["body"])))
        return self.facet() | {"body": said, "language": self.cleaned_data["language"], "named": self.cleaned_data["to"] == self.NAMED}


class OfferForm(forms.Form):
    """I can help; a word to the asker."""

    words = CleanText(
        max_length=WORDS, required=False, label=_("A word to the one who asks (may stay empty)"),
        help_text=_("Only the one who asks reads this."), widget=forms.Textarea(attrs={"rows": 2}), error_messages={"max_length": TOO_LONG},
    )  # fmt: skip


class MembersField(forms.Field):
    """Ids of neighbours that were ticked. What is no id is left out: it would choose nobody."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value):
        found = [parse_id(text) for text in (value or [])[:100]]
        return [ident for ident in found if ident]


class HelpersForm(forms.Form):
    """Neighbours that were ticked: to be asked, or to be thanked."""

    member = MembersField(required=False)


class AskForm(HelpersForm):
    """Neighbours to be asked, five at most."""

    def clean_member(self):
        members = self.cleaned_data["member"]
        if not members:
            raise forms.ValidationError(_("Choose one neighbour or more."))
        if len(members) > AT_ONCE:
            raise forms.ValidationError(_("Choose five neighbours at most."))
        return members


class SkillsForm(forms.Form):
    """What I like to help with."""

    skills = forms.MultipleChoiceField(choices=[(key, words) for key, (_kind, words) in SKILLS.items()], required=False)
    at_once = forms.BooleanField(
        required=False, label=_("Tell me at once when a neighbour asks for one of these"), help_text=_("Otherwise you see it on the board.")
    )
