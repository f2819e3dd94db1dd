"""The shape of what a browser sends about something lost or found."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..forms import TOO_LONG, CleanText, SaidForm
from .models import Lost


class LostForm(SaidForm):
    """What, and where it was seen last, or found."""

    KIND = "lost"
    FIRST, MORE = ("what",), ("where",)
    WORDED = ("where",)
    what = forms.ChoiceField(
        choices=[(Lost.What.LOST, _("I lost something")), (Lost.What.FOUND, _("I found something"))],
        widget=forms.RadioSelect,
        label=_("What happened?"),
        initial=Lost.What.LOST,
    )
    where = CleanText(
        max_length=120, required=False, label=_("Where? (may stay empty)"), help_text=_("A street or a place, no house number."),
        error_messages={"max_length": TOO_LONG},
    )  # fmt: skip
