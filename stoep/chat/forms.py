"""The shape of what a browser sends to the chat."""

from datetime import timedelta
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from stoep.board.forms import TOO_LONG, CleanText
from stoep.lib.clock import now

from .models import BODY, TITLE

A_YEAR = timedelta(days=366)
EMPTY = _("Write something first.")


class MessageForm(forms.Form):
    """Something to say. `act` is the form's own id: sent twice, said once. `after`: up to where an open page has looked."""

    act = forms.UUIDField(widget=forms.HiddenInput)
    body = CleanText(
        max_length=BODY,
        required=False,
        label=_("Your message"),
        widget=forms.Textarea(attrs={"rows": 1}),
        error_messages={"max_length": TOO_LONG},
    )

    def __init__(self, *args, pictures: int = 0, **kwargs):
        super().__init__(*args, **kwargs)
        self.pictures = pictures

    def clean(self):
        given = super().clean()
        if not self.errors and not given.get("body") and not self.pictures:
            raise forms.ValidationError(EMPTY)
        return given

    def all_errors(self):
        """Every sentence, for the small form that has one place for them."""
        return [error for errors in self.errors.values() for error in errors]


class TimesForm(forms.Form):
    """Two moments, and a word with them."""

    act = forms.UUIDField(widget=forms.HiddenInput)
    first = forms.DateTimeField(label=_("The first"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"))
    second = forms.DateTimeField(label=_("Or else"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"))
    body = CleanText(max_length=300, required=False, label=_("A word with it (may stay empty)"), error_messages={"max_length": TOO_LONG})

    def _ahead(self, name: str):
        moment = self.cleaned_data[name]
        if moment < now():
            raise forms.ValidationError(_("This moment has passed."))
        if moment > now() + A_YEAR:
            raise forms.ValidationError(_("Choose a day within a year."))
        return moment

    def clean_first(self):
        return self._ahead("first")

    def clean_second(self):
        return self._ahead("second")

    def clean(self):
        given = super().clean()
        if given.get("first") and given.get("first") == given.get("second"):
            raise forms.ValidationError(_("Choose two different moments."))
        return given


class TitleForm(forms.Form):
    """What a group is called."""

    title = CleanText(max_length=TITLE, label=_("Name of the group"), error_messages={"required": _("Give the group a name.")})


class GroupForm(TitleForm):
    """A group and who is in it. `who`: ids of neighbours who were picked."""

    act = forms.UUIDField(widget=forms.HiddenInput)


def ids_in(texts: list[str], most: int) -> list[UUID]:
    """The ids among these texts, each once; what is none is left out."""
    found = []
    for text in texts[:most]:
        try:
            found.append(UUID(text))
        except ValueError:
            continue  # nobody is called that
    return list(dict.fromkeys(found))
