"""What a browser sends to erase an account: ticks, because one click too many is soon made."""

from django import forms
from django.utils.translation import gettext_lazy as _

NEEDED = {"required": _("Tick this if you want to go on.")}


class EraseForm(forms.Form):
    """`unsettled`: something is still open between two neighbours, which has its own tick."""

    sure = forms.BooleanField(label=_("Yes, erase my account and everything I wrote."), error_messages=NEEDED)
    anyway = forms.BooleanField(label=_("I know what is still open between me and my neighbours, and go anyway."), error_messages=NEEDED)

    def __init__(self, *args, unsettled: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        if not unsettled:
            del self.fields["anyway"]
