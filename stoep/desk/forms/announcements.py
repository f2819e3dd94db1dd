"""Writing to neighbourhoods: one text per language of the town."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from stoep.board.announcements.actions import cleaned
from stoep.board.announcements.texts import BODY_LENGTH, TITLE_LENGTH
from stoep.board.urgent.reasons import reasons_for, sentence
from stoep.board.words import LANGUAGE_NAMES

from .reach import Asking, ReachForm

ORDINARY = _("Yes, it is an ordinary announcement")
HALF = _("Write both a title and a text in this language, or leave both empty.")


class Texts(Asking, forms.Form):
    """title_nl, body_nl, title_fr … and which of them is for readers of all other languages."""

    fallback = forms.ChoiceField(
        label=_("Readers of other languages get"),
        required=False,
        help_text=_("The text is then marked with its language."),
        widget=forms.RadioSelect,
    )

    def __init__(self, *given, languages: tuple, **more):
        super().__init__(*given, **more)
        self.languages = languages
        for code in languages:
            title = forms.CharField(label=_("Title"), max_length=TITLE_LENGTH, required=False)
            body = forms.CharField(label=_("Text"), max_length=BODY_LENGTH, required=False, widget=forms.Textarea)
            title.widget.attrs["lang"] = body.widget.attrs["lang"] = code
            self.fields[f"title_{code}"], self.fields[f"body_{code}"] = title, body
        self.fields["fallback"].choices = [(code, LANGUAGE_NAMES[code]) for code in languages]
        self.fields["fallback"].initial = languages[0]
        self.order_fields([name for name in self.fields if name != "fallback"])

    def by_language(self) -> list[dict]:
        """For the template: the fields of each language."""
        return [
            {"code": code, "name": LANGUAGE_NAMES[code], "title": self[f"title_{code}"], "body": self[f"body_{code}"]}
            for code in self.languages
        ]

    def clean(self):
        found = super().clean()
        known = {"title": "", "body": ""}
        typed = {code: {part: found.get(f"{part}_{code}", "") for part in known} for code in self.languages}
        found["texts"] = texts = cleaned(typed)
        for code, text in texts.items():
            for part in known:
                if not text[part] and f"{part}_{code}" not in self.errors:
                    self.add_error(f"{part}_{code}", HALF)
        if not any(name.startswith(("title_", "body_")) for name in self.errors) and not texts:
            self.add_error(None, _("Write the text in at least one language."))
        if len(texts) == 1:
            found["fallback"] = next(iter(texts))
        elif texts and found.get("fallback") not in texts:
            self.add_error("fallback", _("You did not write a text in this language. Choose one that you wrote."))
        return found

    def wording(self) -> dict:
        """Of a valid form: what the actions want."""
        return {"texts": self.cleaned_data["texts"], "fallback": self.cleaned_data["fallback"]}

    def differs_from(self, announcement) -> bool:
        """Of a valid form: whether it says anything else. If not, that becomes an error of the form."""
        same = (self.cleaned_data["texts"], self.cleaned_data["fallback"]) == (announcement.texts, announcement.fallback)
        if same:
            self.add_error(None, _("You have changed nothing yet."))
        return not same

    def typed(self) -> list[tuple[str, str]]:
        """Everything as it was sent, for the hidden fields of a page in between."""
        return [(name, value) for name in self.data if name in self.fields for value in self.data.getlist(name)]

    def missing(self) -> list[str]:
        """Of a valid form: the languages of the town without a text."""
        return [code for code in self.languages if code not in self.cleaned_data["texts"]]


class Announcing(ReachForm, Texts):
    """A whole announcement. `act` is the form's own id: a double click sends once."""

    act = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    urgent = forms.ChoiceField(
        required=False, label=_("Can it wait?"),
        choices=lambda: [("", ORDINARY), *((key, sentence(words)) for key, words in reasons_for("announcement"))],
        help_text=_("Urgent: when a second official agrees, neighbours get a mail and a message at once, as they chose."),
    )  # fmt: skip

    def sending(self) -> dict:
        """Of a valid form: what send_announcement wants."""
        return {
            **self.wording(),
            "neighbourhoods": [place.id for place in self.chosen()],
            "act": self.cleaned_data["act"],
            "urgent": self.cleaned_data["urgent"],
        }


def texts_of(announcement) -> dict:
    """The initial values of a form that corrects this announcement."""
    fields = {f"{part}_{code}": text[part] for code, text in announcement.texts.items() for part in text}
    return {**fields, "fallback": announcement.fallback}
