"""Letting somebody in: the number they gave, and what one says of them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from stoep.lib.codes import normalise
from stoep.lib.texts import clean
from stoep.places.spelling import fold

from ..applying import SYMBOLS

SEEN = {
    "identity_card": _("Identity card or residence permit with this address"),
    "move_notice": _("Proof from the town that the move was reported"),
    "rental_contract": _("Rental contract or deed of sale"),
    "bill": _("Bill or official letter of the last three months, with name and address"),
    "home_visit": _("I was at their home"),
}


class NumberForm(forms.Form):
    """The six symbols, as forgiving as an ear."""

    number = forms.CharField(
        max_length=40,
        label=_("The number they gave you"),
        help_text=_("Six letters and numbers, like K7P 2QD. Capitals and spaces do not matter."),
        widget=forms.TextInput(
            attrs={"class": "input input-code", "autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )

    def clean_number(self):
        number = normalise(self.cleaned_data["number"])
        if len(number) != SYMBOLS:
            raise forms.ValidationError(_("The number has six letters and numbers."))
        return number


class WordForm(NumberForm):
    """A neighbour's word."""

    knows = forms.BooleanField(
        label=_("I know this person, and I know that they live here"),
        error_messages={"required": _("Tick this only if it is so. If you are not sure, leave it.")},
    )


class CounterForm(NumberForm):
    """What was seen at a counter. Name and house number are typed from the paper: the name on the screen is the one they like, and of
    the number it shows none."""

    name = forms.CharField(
        max_length=80,
        label=_("The name on the paper"),
        help_text=_("First and last name, as they stand there. After a visit: as on a letter or the bell. It is compared and not kept."),
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off"}),
    )
    house_number = forms.CharField(
        max_length=30,
        label=_("The house number on the paper"),
        help_text=_("With the letter or the box, like 12A or 12 bus 3."),
        widget=forms.TextInput(attrs={"class": "input input-short", "autocomplete": "off"}),
    )
    seen = forms.MultipleChoiceField(
        choices=list(SEEN.items()), widget=forms.CheckboxSelectMultiple, label=_("What did you see?"),
        error_messages={"required": _("Tick what you saw. Nothing is scanned or kept of it.")},
    )  # fmt: skip

    def clean_name(self):
        return clean(self.cleaned_data["name"])

    def clean_house_number(self):
        typed = self.cleaned_data["house_number"]
        if not any(sign.isdigit() for sign in fold(typed)):
            raise forms.ValidationError(_("Type the number of the house."))
        return typed
