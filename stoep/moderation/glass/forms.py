"""The shape of what an operator sends about an opening."""

from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from stoep.board.forms import CleanText
from stoep.lib.clock import this_day

from .finding import named_by
from .words import GROUNDS, HOURS, SILENT

WEEKS = 2


class AskForm(forms.Form):
    """What one wants to read, since when, why, for how long."""

    address = forms.CharField(
        max_length=400, label=_("Which one?"), help_text=_("The address of the message, of the conversation, or of the neighbour’s page."),
    )  # fmt: skip
    since = forms.DateField(
        label=_("Nothing from before"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("A message on the board comes whole."),
    )  # fmt: skip
    ground = forms.ChoiceField(
        choices=list(GROUNDS.items()), widget=forms.RadioSelect, label=_("Ground"), error_messages={"required": _("Name the ground.")}
    )
    words = CleanText(
        max_length=1000, label=_("Why it is needed, and why nothing less will do"), widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Your colleague reads this, and so do the neighbours it concerns."), error_messages={"required": _("Say why.")},
    )  # fmt: skip
    hours = forms.TypedChoiceField(choices=list(HOURS.items()), coerce=int, initial="4", label=_("For how long"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["since"].initial = this_day() - timedelta(weeks=WEEKS)

    def clean_address(self):
        found = named_by(self.cleaned_data["address"].strip())
        if found is None:
            raise forms.ValidationError(_("This is no address of a message, a conversation or a neighbour here."))
        return found

    def asked(self) -> dict:
        """What `ask_opening` is told."""
        here, kind, about = self.cleaned_data["address"]
        kept = {key: self.cleaned_data[key] for key in ("since", "ground", "words", "hours")}
        return kept | {"here": here, "kind": kind, "about": about}


class GrantForm(forms.Form):
    """Yes or no, and from when on whom it concerns is told."""

    answer = forms.ChoiceField(
        choices=[("yes", _("Yes, it may be read")), ("no", _("No"))], widget=forms.RadioSelect, label=_("What you decide"),
        error_messages={"required": _("Choose yes or no.")},
    )  # fmt: skip
    silent = forms.TypedChoiceField(
        choices=list(SILENT.items()), coerce=int, initial="0", label=_("Whom it concerns is told"),
        help_text=_("Later than at once only when an order says so."),
    )  # fmt: skip
    refusal = CleanText(max_length=1000, required=False, label=_("If no: why not"), widget=forms.Textarea(attrs={"rows": 3}))

    def clean(self):
        given = super().clean()
        if given.get("answer") == "no" and not given.get("refusal"):
            self.add_error("refusal", _("Say why not: your colleague reads this."))
        return given

    def decided(self) -> dict:
        """What `decide_opening` is told."""
        given = self.cleaned_data
        yes = given["answer"] == "yes"
        return {"granted": yes, "silent": given["silent"] if yes else 0, "refusal": "" if yes else given["refusal"]}
