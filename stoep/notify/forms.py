"""What the notification pages send."""

from django import forms
from django.utils.translation import gettext_lazy as _


class PreferencesForm(forms.Form):
    """Two switches."""

    mail_replies = forms.BooleanField(
        required=False,
        label=_("Mail me when somebody answers or names me"),
        help_text=_("At once. The bell shows it too, whatever you choose."),
    )
    mail_text = forms.BooleanField(
        required=False,
        label=_("Show in the mail who it was and what they said"),
        help_text=_("Switch this off when others can see your screen. The mail then only says that there is something for you."),
    )


class ReadForm(forms.Form):
    """Up to which moment the bell was seen."""

    until = forms.DateTimeField(input_formats=["%Y-%m-%dT%H:%M:%S.%f%z", "%Y-%m-%dT%H:%M:%S%z"])
