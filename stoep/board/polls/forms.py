"""The shape of what a browser sends about a poll."""

from datetime import datetime, time, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stoep.lib.clock import now
from stoep.lib.texts import clean

from ..forms import TOO_LONG, CleanText, SaidForm
from ..things.forms import DayInput

MOST, LEAST, LONGEST = 10, 2, 80  # options; signs of one
DAYS = 60
EVENING = time(20)  # o'clock here: when neighbours sit down


class PollTextForm(SaidForm):
    """The words around it, which may change; what can be chosen may not."""

    KIND = "poll"


class PollForm(PollTextForm):
    """A question, what one can choose from, and until when."""

    FIRST, MORE = (), ("options", "several", "day")
    options = CleanText(
        max_length=MOST * (LONGEST + 1), label=_("What can one choose from?"),
        help_text=_("One on each line, two at least and ten at most. They cannot be changed later."),
        widget=forms.Textarea(attrs={"rows": 4}), error_messages={"max_length": TOO_LONG, "required": _("Write what one can choose from.")},
    )  # fmt: skip
    several = forms.BooleanField(required=False, label=_("One may choose more than one"))
    day = forms.DateField(
        label=_("Until which day?"), widget=DayInput(),
        help_text=_("At eight in the evening it ends, and everybody sees the result."),
    )  # fmt: skip

    def clean_options(self):
        lines = dict.fromkeys(filter(None, (" ".join(clean(line).split()) for line in self.cleaned_data["options"].splitlines())))
        if not LEAST <= len(lines) <= MOST:
            raise forms.ValidationError(_("Two different lines at least, and ten at most."))
        if any(len(line) > LONGEST for line in lines):
            raise forms.ValidationError(_("A line has eighty signs at most."))
        return list(lines)

    def clean_day(self):
        day, today = self.cleaned_data["day"], timezone.localdate(now())
        if day <= today or day > today + timedelta(days=DAYS):
            raise forms.ValidationError(_("Choose a day from tomorrow on, within two months."))
        return day

    def facet(self) -> dict:
        ends_at = timezone.make_aware(datetime.combine(self.cleaned_data["day"], EVENING))
        return {"options": self.cleaned_data["options"], "several": self.cleaned_data["several"], "ends_at": ends_at}


class VoteForm(forms.Form):
    """One's choice: numbers of options. What is no number chooses nothing."""

    chosen = forms.TypedMultipleChoiceField(coerce=int, choices=[(n, n) for n in range(MOST)], required=False)
