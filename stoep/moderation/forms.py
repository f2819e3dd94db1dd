"""The shape of what a browser sends to moderation."""

from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from stoep.board.forms import CleanText
from stoep.lib.clock import now

from .words import GROUNDS, MEASURES, REASONS, THINGS, URGENT_REASONS

DAYS = {
    "3": _("3 days"), "7": _("a week"), "14": _("two weeks"), "30": _("a month"), "90": _("three months"), "365": _("a year"),
}  # fmt: skip

ALONG = {  # what of a conversation goes along: so many messages before the reported one, or a range
    "0": _("Only this message"), "3": _("This one and the three before it"), "10": _("This one and the ten before it"),
    "range": _("A part I choose myself:"),
}  # fmt: skip


class FlagForm(forms.Form):
    """Why a text is not right."""

    reason = forms.ChoiceField(
        choices=list(REASONS.items()), widget=forms.RadioSelect, label=_("What is wrong?"),
        error_messages={"required": _("Choose what is wrong.")},
    )  # fmt: skip
    words = CleanText(
        max_length=500, required=False, label=_("Do you want to add something? (may stay empty)"), widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args, urgent: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        if urgent:
            self.fields["reason"].choices = [*URGENT_REASONS.items(), *REASONS.items()]


class TalkFlagForm(FlagForm):
    """Why a message is not right, and what of its conversation goes along. `choices`: (id, how it is called) of the messages that may."""

    along = forms.ChoiceField(choices=list(ALONG.items()), widget=forms.RadioSelect, initial="0", label=_("What may we read?"))
    first = forms.ChoiceField(required=False, label=_("From"))
    last = forms.ChoiceField(required=False, label=_("Up to and including"))
    pictures = forms.BooleanField(required=False, label=_("The pictures in it go along"))

    def __init__(self, *args, choices, this, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("first", "last"):
            self.fields[name].choices, self.fields[name].initial = choices, this

    def clean(self):
        given = super().clean()
        if given.get("along") == "range" and not (given.get("first") and given.get("last")):
            self.add_error("along", _("Choose from which message, and up to which."))
        return given

    def chosen(self) -> dict:
        """What `stretch` is told."""
        return {key: self.cleaned_data[key] for key in ("along", "first", "last")}

    def why(self) -> dict:
        """What `flag_message` is told."""
        return {key: self.cleaned_data[key] for key in ("reason", "words")}


class AppealForm(forms.Form):
    """Why somebody else should look again."""

    words = CleanText(
        max_length=1000, label=_("Why should somebody else look again?"), widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Tell in a few words what was seen wrongly.")},
    )  # fmt: skip


class DecideForm(forms.Form):
    """What becomes of the text and of its author, on which ground, why. Every sanction has an end."""

    thing = forms.ChoiceField(choices=list(THINGS.items()), widget=forms.RadioSelect, label=_("The text"))
    measure = forms.ChoiceField(choices=list(MEASURES.items()), widget=forms.RadioSelect, initial="none", label=_("Who wrote it"))
    days = forms.ChoiceField(choices=[("", "–"), *DAYS.items()], required=False, label=_("For how long"))
    ground = forms.ChoiceField(choices=[], required=False, label=_("Ground"))
    words = CleanText(
        max_length=1000, required=False, label=_("Why, in a few sentences for who wrote it"), widget=forms.Textarea(attrs={"rows": 5})
    )

    def __init__(self, *args, urgent: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        if not urgent:
            self.fields["thing"].choices = [(key, words) for key, words in THINGS.items() if key != "lower"]
        rules = [(key, f"{key}. {text}" if key.isdigit() else text) for key, text in GROUNDS.items()]
        self.fields["ground"].choices = [("", _("No rule was broken")), *rules]

    def clean(self):
        given = super().clean()
        acts = given.get("thing") in ("aside", "down") or given.get("measure", "none") != "none"
        if acts and not given.get("ground"):
            self.add_error("ground", _("Name the rule: without one nothing is taken away."))
        if acts and not given.get("words"):
            self.add_error("words", _("Say why: whoever wrote it reads this."))
        if given.get("measure") in ("pause", "suspend") and not given.get("days"):
            self.add_error("days", _("Say for how long. Everything ends by itself."))
        return given

    def decision(self) -> dict:
        """What `decide` is told."""
        given = self.cleaned_data
        until = now() + timedelta(days=int(given["days"])) if given["measure"] in ("pause", "suspend") else None
        return {key: given[key] for key in ("thing", "measure", "ground", "words")} | {"until": until}
