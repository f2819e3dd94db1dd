"""The shape of what a browser sends about a group."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..forms import TOO_LONG, CleanText
from .models import ABOUT, NAME
from .naming import folded
from .words import KINDS


class GroupForm(forms.Form):
    """A name, what sort of group it is, and a few words. `act` is the form's own id: sent twice, begun once."""

    act = forms.UUIDField(widget=forms.HiddenInput, required=False)
    idea = forms.UUIDField(widget=forms.HiddenInput, required=False)  # the idea of one's own that it is made of
    name = CleanText(
        max_length=NAME, label=_("Name"), help_text=_("As neighbours would call it: “Kapelstraat”, “Garden of the bridge”, “Running”."),
        error_messages={"max_length": TOO_LONG, "required": _("Give the group a name.")},
    )  # fmt: skip
    kind = forms.ChoiceField(
        choices=[(key, word) for key, (word, _icon, _chalk) in KINDS.items()], widget=forms.RadioSelect, label=_("What is it?"),
        error_messages={"required": _("Choose what it is.")},
    )  # fmt: skip
    about = CleanText(
        max_length=ABOUT, required=False, label=_("What is it for? (may stay empty)"), widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Two sentences are enough. All your neighbours can read it."), error_messages={"max_length": TOO_LONG},
    )  # fmt: skip

    def clean_name(self):
        name = " ".join(self.cleaned_data["name"].split())
        if len(folded(name)) < 2:
            raise forms.ValidationError(_("Give it a name with letters, so that neighbours can find it."))
        return name
