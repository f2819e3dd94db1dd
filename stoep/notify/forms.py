"""What the notification pages send."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import Preference

RHYTHMS = (
    (Preference.Rhythm.WEEKLY, _("Once a week")),
    (Preference.Rhythm.DAILY, _("Every day")),
    (Preference.Rhythm.NEVER, _("Never")),
)
AIMED = (
    (Preference.Mail.NOW, _("A mail at once")),
    (Preference.Mail.DIGEST, _("In the mail with news")),
    (Preference.Mail.NONE, _("No mail")),
)
TOLD, CALLED = AIMED[1:], AIMED[:2]
NEWS, UNREAD_ONLY = _("A mail with what is new in your neighbourhood"), _("Only when there is something you have not read yet.")
BELL_TOO = _("The bell shows it too, whatever you choose.")
HOURS = [(hour, f"{hour:02}:00") for hour in range(24)]
WRITTEN = (
    ("15", _("When it is unread for a quarter of an hour")),
    ("180", _("When it is unread for three hours")),
    ("1440", _("When it is unread for a day")),
    ("none", _("No mail")),
)
PUSHED = (
    ("urgent", _("Something is urgent")),
    ("lost", _("Something is lost or found")),
    ("messages", _("A neighbour writes to me")),
    ("answers", _("Somebody answers me")),
    ("mentions", _("Somebody names me")),
    ("announcements", _("The town has something to say")),
)


class FirstStepsForm(forms.Form):
    """The third of the first steps: two questions. Whoever is answered and whoever is named hears of it the same way."""

    rhythm = forms.ChoiceField(
        choices=RHYTHMS, label=_("A mail with what is new in your neighbourhood"),
        help_text=_("Only when there is something you have not read yet."),
    )  # fmt: skip
    answers = forms.ChoiceField(
        choices=AIMED, label=_("When somebody answers or names you"),
        help_text=_("The bell shows it too, whatever you choose."),
    )  # fmt: skip

    def wishes(self) -> dict:
        return {**self.cleaned_data, "mentions": self.cleaned_data["answers"]}


class PreferencesForm(forms.Form):
    """All there is to choose: three questions first, the rest folded."""

    FIRST = ("rhythm", "answers", "mentions")

    rhythm = forms.ChoiceField(choices=RHYTHMS, label=NEWS, help_text=UNREAD_ONLY)
    answers = forms.ChoiceField(choices=AIMED, label=_("When somebody answers you"), help_text=BELL_TOO)
    mentions = forms.ChoiceField(choices=AIMED, label=_("When somebody names you"))
    urgent = forms.ChoiceField(
        choices=CALLED, label=_("When something is urgent"),
        help_text=_("Somebody is missing, danger in the street, no water, help needed today. Three times a day at most."),
    )  # fmt: skip
    lost = forms.ChoiceField(
        choices=CALLED, label=_("When something is lost or found"),
        help_text=_("A cat, keys, a bag. Whoever looks around at once may still find it."),
    )  # fmt: skip
    announcements = forms.ChoiceField(choices=TOLD, label=_("What the town has to say"))
    posts = forms.ChoiceField(choices=TOLD, label=_("What your neighbours say"))
    nearby = forms.BooleanField(
        required=False,
        label=_("What neighbours nearby say"),
        help_text=_("Some texts come from a neighbourhood next to ours. Without this you see none of them, nowhere."),
    )
    messages = forms.ChoiceField(
        choices=WRITTEN,
        label=_("A mail when a neighbour writes to me"),
        help_text=_("One for each conversation, until you have read it. What they wrote is never in it."),
    )
    mail_text = forms.BooleanField(
        required=False,
        label=_("Show in the mail who it was and what they said"),
        help_text=_("Switch this off when others can see your screen. The mail then only says that there is something for you."),
    )
    push = forms.MultipleChoiceField(
        choices=PUSHED, required=False, widget=forms.CheckboxSelectMultiple, label=_("A message on my phone or computer when"),
        help_text=_("Only on devices that you switch on."),
    )  # fmt: skip
    push_text = forms.BooleanField(
        required=False,
        label=_("Show in that message who it was and what they said"),
        help_text=_("Others may read it on a locked screen. Without this it only says that there is something for you."),
    )
    quiet_from = forms.TypedChoiceField(choices=HOURS, coerce=int, label=_("Be quiet from"))
    quiet_until = forms.TypedChoiceField(
        choices=HOURS, coerce=int, label=_("until"),
        help_text=_("What happens in between, you hear afterwards. The same hour twice: never quiet."),
    )  # fmt: skip

    wake = forms.BooleanField(
        required=False, label=_("Wake me for what is urgent"),
        help_text=_("Then it does not wait until your quiet hours are over."),
    )  # fmt: skip

    def wishes(self) -> dict:
        return self.cleaned_data

    def first(self):
        """The fields everybody sees at once."""
        return [self[name] for name in self.FIRST]

    def more(self):
        """The fields behind *More choices*."""
        return [field for field in self if field.name not in self.FIRST]


class ReadForm(forms.Form):
    """Up to which moment the bell was seen; or, with `notice`, that one line of it was opened."""

    until = forms.DateTimeField(input_formats=["%Y-%m-%dT%H:%M:%S.%f%z", "%Y-%m-%dT%H:%M:%S%z"])
    notice = forms.UUIDField(required=False)
