"""What the finder sends."""

from django import forms
from django.utils.translation import gettext_lazy as _

from stoep.lib.texts import clean


class FinderForm(forms.Form):
    """A street with its number in one box; or a street that was picked from the list, and the number by itself."""

    q = forms.CharField(required=False, max_length=200)
    street = forms.IntegerField(required=False, min_value=1, max_value=2**62)
    number = forms.CharField(required=False, max_length=30)

    def clean_q(self):
        return clean(self.cleaned_data["q"])


class TellMeForm(forms.Form):
    """Where to write to when the neighbourhood opens."""

    email = forms.EmailField(
        max_length=254,
        label=_("Your e-mail address"),
        help_text=_("We write once, when it opens, and then forget the address."),
        widget=forms.EmailInput(attrs={"class": "input", "autocomplete": "email"}),
    )
