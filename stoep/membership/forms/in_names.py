"""A letter in one's own name: to which homes, with which words."""

from uuid import UUID

from django import forms
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

LONGEST_LINE = 140


class HomesField(forms.Field):
    """Homes of the register by their ids, in the order they were chosen."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value) -> list[UUID]:
        try:
            return list(dict.fromkeys(UUID(one) for one in value or []))
        except ValueError as unknown:
            raise forms.ValidationError(_("We know no such home in your neighbourhood. Choose it from the list.")) from unknown


def _names(codes: str) -> str:
    return " + ".join(get_language_info(code)["name_local"].capitalize() for code in codes.split())


class LetterForm(forms.Form):
    """What the author decides. Everything else stands on the letter already."""

    home = HomesField(error_messages={"required": _("Choose at least one home first.")})
    line = forms.CharField(
        label=_("A line of your own, if you like"), required=False, max_length=LONGEST_LINE,
        help_text=_("At most 140 signs. No phone numbers, no web addresses. Two people of the town read it before it is printed."),
        widget=forms.Textarea(attrs={"class": "input", "rows": 2}),
    )  # fmt: skip
    language = forms.ChoiceField(label=_("Language of the letter"), widget=forms.Select(attrs={"class": "input"}))
    with_street = forms.BooleanField(label=_("Say my street too, without the number"), required=False)

    def __init__(self, *given, languages: list[str], street: str, **more):
        super().__init__(*given, **more)
        self.fields["language"].choices = [(codes, _names(codes)) for codes in languages]
        self.fields["with_street"].help_text = street
        if not street:  # who is shielded, or lives nowhere that has one: the first name only
            del self.fields["with_street"]


class SealForm(forms.Form):
    """The mark of the letter that was looked at."""

    seal = forms.CharField(max_length=64, widget=forms.HiddenInput)
