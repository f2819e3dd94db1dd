"""The shape of what a browser sends about an idea."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..calendar.need_lines import NeedsField
from ..forms import TITLE, TOO_LONG, CleanText, SaidForm
from ..models import Backing, Idea
from .rules import MOST
from .words import STAGES


class IdeaForm(SaidForm):
    """What one has in mind, what it needs, and how many neighbours."""

    KIND = "idea"
    FIRST, MORE = ("title",), ("needs", "people")
    WORDED = ("needs",)
    title = CleanText(
        max_length=TITLE, label=_("What is your idea?"), error_messages={"max_length": TOO_LONG, "required": _("Give it a name.")}
    )
    needs = NeedsField(
        rows=3, label=_("What is needed? (may stay empty)"),
        help_text=_("One thing on each line: a neighbour can take it on. “2 x ladder” asks two neighbours."),
    )  # fmt: skip
    people = forms.IntegerField(
        required=False, min_value=1, max_value=MOST, label=_("How many neighbours does it take, beside you? (may stay empty)"),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["body"].label = _("Tell more about it")

    def facet(self) -> dict:
        """What share_idea and edit_idea are told."""
        return {name: self.cleaned_data[name] for name in ("needs", "people")}


class StageForm(forms.Form):
    """Where it stands, and a word about it."""

    stage = forms.ChoiceField(
        choices=[(key, label) for key, (label, _icon, _chalk) in STAGES.items()], widget=forms.RadioSelect, label=_("Where does it stand?")
    )
    word = CleanText(
        max_length=Idea._meta.get_field("word").max_length, required=False, label=_("A word to the neighbours (may stay empty)"),
        error_messages={"max_length": TOO_LONG},
    )  # fmt: skip


class BackForm(forms.Form):
    """I join, I like it, or neither."""

    answer = forms.ChoiceField(choices=[("", ""), *Backing.Answer.choices], required=False)
