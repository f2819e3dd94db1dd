"""The shape of what a browser sends about something planned."""

from datetime import date, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from ..feed import parse_id
from ..forms import TITLE, TOO_LONG, CleanText, SaidForm
from ..models import Attendance, Event
from ..things.forms import DayInput
from .need_lines import NeedsField, as_lines
from .times import MOST, moment, on_wall, repeat_of, rule_for, until_as_times


class ClockInput(forms.TimeInput):
    """A clock, as every browser's own gives it."""

    input_type = "time"

    def __init__(self, **attrs):
        super().__init__(format="%H:%M", attrs=attrs)


class EventForm(SaidForm):
    """What, when and where; and how often, and who brings what."""

    KIND = "event"
    FIRST, MORE = ("title", "day", "start", "end", "place"), ("price", "repeat", "times", "until", "needs")
    WORDED = ("place", "needs")
    title = CleanText(
        max_length=TITLE, label=_("What are you planning?"),
        error_messages={"max_length": TOO_LONG, "required": _("Give it a name.")},
    )  # fmt: skip
    day = forms.DateField(label=_("Which day?"), widget=DayInput(), error_messages={"required": _("On which day is it?")})
    start = forms.TimeField(label=_("From"), widget=ClockInput(), error_messages={"required": _("At what time does it begin?")})
    end = forms.TimeField(required=False, label=_("Until (may stay empty)"), widget=ClockInput())
    place = CleanText(
        max_length=120, required=False, label=_("Where? (may stay empty)"), help_text=_("A place neighbours can find."),
        error_messages={"max_length": TOO_LONG},
    )  # fmt: skip
    price = CleanText(
        max_length=60, required=False, label=_("What does it cost? (may stay empty)"),
        help_text=_("For example: nothing, or 5 euros, children free."), error_messages={"max_length": TOO_LONG},
    )  # fmt: skip
    repeat = forms.ChoiceField(
        choices=[
            ("", _("Once")), ("weekly", _("Every week")), ("fortnightly", _("Every two weeks")),
            ("monthly", _("Every month, on the same weekday")),
        ],
        required=False, label=_("How often?"),
    )  # fmt: skip
    times = forms.IntegerField(
        required=False, min_value=2, max_value=MOST, label=_("How many times? (may stay empty)"),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    until = forms.DateField(
        required=False, label=_("Or until which day? (may stay empty)"), widget=DayInput(),
        help_text=_("Only for what repeats. With neither, it goes on for half a year."),
    )  # fmt: skip
    needs = NeedsField(
        label=_("What should neighbours bring? (may stay empty)"),
        help_text=_("One thing on each line. “3 x salad” asks three neighbours for a salad."),
    )  # fmt: skip
    idea = forms.UUIDField(widget=forms.HiddenInput, required=False)  # the idea of one's own that it is planned for

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["body"].required = False
        self.fields["body"].label = _("More about it (may stay empty)")

    def clean_day(self):
        day = self.cleaned_data["day"]
        if not date(2000, 1, 1) <= day <= date(2200, 1, 1):
            raise forms.ValidationError(_("Choose a day within two years."))
        return day

    def clean(self):
        given = super().clean()
        if {"day", "start"} <= given.keys():
            given["starts_at"] = moment(given["day"], given["start"])
            given["ends_at"] = None
            if end := given.get("end"):  # one that is earlier on the clock is on the next day
                given["ends_at"] = moment(given["day"] + timedelta(days=end <= given["start"]), end)
            given["rule"] = self._rule(given)
        return given

    @staticmethod
    def _rule(given) -> str:
        repeat, start = given.get("repeat", ""), given["starts_at"]
        until = given.get("until") or given["day"] + timedelta(days=182)
        return rule_for(repeat, start, given.get("times") or until_as_times(repeat, start, until))

    def facet(self) -> dict:
        """What plan_event and edit_event are told."""
        return {name: self.cleaned_data[name] for name in ("starts_at", "ends_at", "place", "price", "rule", "needs")}


def begun(event: Event, needs: list) -> dict:
    """What stands in the form of something planned before it is changed."""
    start, end = on_wall(event.starts_at), event.ends_at and on_wall(event.ends_at)
    repeat, times = repeat_of(event.rule)
    return {
        "day": start.date(), "start": start.time(), "end": end and end.time(), "place": event.place, "price": event.price,
        "repeat": repeat, "times": times if repeat else None, "needs": as_lines(needs),
    }  # fmt: skip


class AttendForm(forms.Form):
    """I come, perhaps, or not."""

    answer = forms.ChoiceField(choices=[("", ""), *Attendance.Answer.choices], required=False)


class BringForm(forms.Form):
    """I bring it, or not after all."""

    need = forms.CharField(max_length=40)
    brings = forms.ChoiceField(choices=[("yes", ""), ("no", "")])

    def clean_need(self):
        ident = parse_id(self.cleaned_data["need"])
        if ident is None:
            raise forms.ValidationError("no id of ours")
        return ident


class SkipForm(forms.Form):
    """One time does not happen, or does after all."""

    day = forms.DateField()
    skipped = forms.ChoiceField(choices=[("yes", ""), ("no", "")])
