"""What the finder sends."""

from django import forms
from django.utils.translation import gettext_lazy as _


class FinderForm(forms.Form):
    """A street with its number in one box; or a street that was picked, and the number by itself."""

    q = forms.CharField(
        required=False,
        max_length=120,
        label=_("Your street and number"),
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "street-address", "spellcheck": "false"}),
    )
    street = forms.IntegerField(required=False, min_value=1, max_value=2**62, widget=forms.HiddenInput)
    number = forms.CharField(
        required=False,
        max_length=30,
        label=_("House number, and box if there is one"),
        widget=forms.TextInput(attrs={"class": "input input-short", "autocomplete": "off", "inputmode": "text"}),
    )
