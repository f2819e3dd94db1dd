"""What stands on somebody's papers."""

from django import forms
from django.utils.translation import gettext_lazy as _

from stoep.lib.texts import clean
from stoep.membership.forms.proving import SEEN, CounterForm

from .reach import Asking


class PaperForm(Asking, CounterForm):
    """The number they say, and the name and address as they stand on the paper, typed by who reads it."""

    street = forms.CharField(
        max_length=120, label=_("The street on the paper"), widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off"})
    )
    field_order = ["number", "name", "street", "house_number", "seen"]

    def __init__(self, *given, **more):
        super().__init__(*given, **more)
        self.fields["name"].help_text = ""  # the page says what becomes of all of it
        self.fields["seen"].choices = [(key, words) for key, words in SEEN.items() if key != "home_visit"]

    def clean_street(self):
        return clean(self.cleaned_data["street"])
