"""The shape of what a browser sends about a thing."""

from django import forms
from django.utils.translation import gettext_lazy as _

from stoep.lib.clock import this_day

from ..forms import TOO_LONG, CleanText, SaidForm
from ..models import Thing

MOST = 50  # portions


class DayInput(forms.DateInput):
    """A day, as every browser's own calendar gives it."""

    input_type = "date"

    def __init__(self, **attrs):
        super().__init__(format="%Y-%m-%d", attrs=attrs)


class ThingForm(SaidForm):
    """What, for how many, until when, and what one gives in return."""

    KIND = "thing"
    FIRST, MORE = ("what",), ("portions", "until", "moment", "thanks")
    WORDED = ("moment", "thanks")
    what = forms.ChoiceField(choices=Thing.What.choices, widget=forms.RadioSelect, label=_("What is it?"))
    portions = forms.IntegerField(
        min_value=1, max_value=MOST, initial=1, required=False, label=_("For how many neighbours is there enough?"),
        help_text=_("Only when you give something away: three bags of apples, five plants."),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    until = forms.DateField(required=False, label=_("Until which day? (may stay empty)"), widget=DayInput())
    moment = CleanText(
        max_length=120, required=False, label=_("When? (may stay empty)"),
        help_text=_("For example: on Saturdays, after six."), error_messages={"max_length": TOO_LONG},
    )  # fmt: skip
    thanks = CleanText(
        max_length=80, required=False, label=_("In return (may stay empty)"),
        help_text=_("What you would like for it, or give for it: nothing, a cup of coffee, a small thank-you. Stoep is no shop."),
        error_messages={"max_length": TOO_LONG},
    )  # fmt: skip

    def clean_portions(self):
        return self.cleaned_data["portions"] or 1

    def clean_until(self):
        until = self.cleaned_data["until"]
        if until and until < this_day():
            raise forms.ValidationError(_("This day is past already."))
        return until

    def clean(self):
        if self.cleaned_data.get("what") != Thing.What.GIVE:
            self.cleaned_data["portions"] = 1
        if self.cleaned_data.get("what") == Thing.What.LOOK:
            self.cleaned_data["thanks"] = ""
        return super().clean()


class ClaimForm(forms.Form):
    """I would like it: with the days of a loan, or for how many portions."""

    act = forms.UUIDField(widget=forms.HiddenInput)
    starts = forms.DateField(required=False, label=_("From"), widget=DayInput())
    ends = forms.DateField(required=False, label=_("Up to and including"), widget=DayInput())
    portions = forms.IntegerField(
        min_value=1,
        max_value=MOST,
        required=False,
        label=_("How many would you like?"),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    words = CleanText(
        max_length=300, required=False, label=_("A word to your neighbour (may stay empty)"),
        help_text=_("Only your neighbour reads this."), widget=forms.Textarea(attrs={"rows": 2}), error_messages={"max_length": TOO_LONG},
    )  # fmt: skip

    def __init__(self, *args, thing, **kwargs):
        super().__init__(*args, **kwargs)
        unneeded = [] if thing.what == Thing.What.LEND else ["starts", "ends"]
        if thing.what != Thing.What.GIVE or thing.portions < 2:
            unneeded.append("portions")
        for name in unneeded:
            del self.fields[name]

    def wish(self) -> dict:
        """What claim_thing is told."""
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}
