"""The shape of what a browser sends about a poll."""

from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from stoep.lib.clock import this_day

from ..calendar.times import on_wall
from ..forms import TITLE, TOO_LONG, CleanText, SaidForm
from ..models import Poll
from ..things.forms import DayInput
from .ballots import FEWEST, LETTERS, MOST, What
from .rules import LONGEST, SHORTEST, USUAL, end_of, may_reshape


class PollForm(SaidForm):
    """The question, what can be chosen, until when. `poll`: the one that is changed; once somebody voted, its text alone."""

    KIND = "poll"
    FIRST, MORE = ("title", "what", "options", "several", "until"), ()
    SHAPE = FIRST[1:]
    WORDED = ("options",)
    title = CleanText(
        max_length=TITLE, label=_("What do you want to ask your neighbours?"),
        error_messages={"max_length": TOO_LONG, "required": _("Write your question first.")},
    )  # fmt: skip
    what = forms.ChoiceField(choices=What.choices, widget=forms.RadioSelect, label=_("How do they answer?"), initial=What.FOR)
    options = CleanText(
        max_length=MOST * (LETTERS + 4), required=False, label=_("What can they choose?"),
        help_text=_("One answer on each line, two at least and ten at most."),
        widget=forms.Textarea(attrs={"rows": 4}), error_messages={"max_length": TOO_LONG},
    )  # fmt: skip
    several = forms.BooleanField(required=False, label=_("They may choose more than one"))
    until = forms.DateField(
        label=_("Until which day?"), widget=DayInput(),
        help_text=_("It ends at eight in the evening. Then everybody reads the result, if at least five voted."),
        error_messages={"required": _("Until which day can they vote?")},
    )  # fmt: skip

    def __init__(self, *args, poll: Poll | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["body"].required = False
        self.fields["body"].label = _("More about it (may stay empty)")
        today = this_day()
        first, last = (str(today + timedelta(days=days)) for days in (SHORTEST, LONGEST))
        self.fields["until"].widget.attrs |= {"min": first, "max": last}
        self.fields["until"].initial = today + timedelta(days=USUAL)
        if poll and not may_reshape(poll) and "what" not in self.data:  # sent from a page that is older than the first vote: refused
            for name in self.SHAPE:
                del self.fields[name]
            self.FIRST = ("title",)

    def clean_options(self):
        lines = [line.strip() for line in self.cleaned_data["options"].splitlines()]
        found = list({line.casefold(): line for line in filter(None, lines)}.values())
        if self.cleaned_data.get("what") != What.CHOICES:
            return []
        if not FEWEST <= len(found) <= MOST:
            raise forms.ValidationError(_("Write two answers at least and ten at most, each on its own line."))
        for line in found:
            if len(line) > LETTERS:
                raise forms.ValidationError(_("This line is too long: “%(line)s …”.") % {"line": line[:40]})
        return found

    def facet(self) -> dict:
        """What ask_poll and edit_poll are told."""
        if "what" not in self.fields:
            return {}
        given = self.cleaned_data
        several = given["several"] and given["what"] == What.CHOICES
        return {"what": given["what"], "options": given["options"], "several": several, "ends_at": end_of(given["until"])}


def begun(poll: Poll) -> dict:
    """What stands in the form of a poll before it is changed."""
    until = on_wall(poll.ends_at).date()
    return {"what": poll.what, "options": "\n".join(poll.options), "several": poll.several, "until": until}
