"""The shape of what is asked for: which paper, in which language, which messages."""

from django import forms
from django.utils.translation import gettext_lazy as _

from stoep.board.words import LANGUAGE_NAMES

SIZES = {"sheet": _("A sheet (A4): for somebody without a computer"), "poster": _("A poster (A4): for the hall"),
         "large": _("A large poster (A3): for the hall")}  # fmt: skip


class PaperForm(forms.Form):
    """`post`: those that are ticked, of what may hang."""

    size = forms.ChoiceField(choices=list(SIZES.items()), widget=forms.RadioSelect, label=_("What do you want to print?"))
    language = forms.ChoiceField(choices=list(LANGUAGE_NAMES.items()), label=_("Language of the sheet"))
