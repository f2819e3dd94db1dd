"""Ordering letters, and refusing an order."""

from itertools import permutations

from django import forms
from django.utils.translation import gettext_lazy as _

from stoep.board.words import LANGUAGE_NAMES
from stoep.membership.letters.rules import LONGEST_MESSAGE

from .reach import Asking, ReachForm


class Ordering(ReachForm):
    """Which neighbourhoods get a letter, in which one or two languages, with what extra words."""

    languages = forms.ChoiceField(label=_("Languages of the letter"))
    only_not_joined = forms.BooleanField(
        label=_("Only homes where nobody has joined yet"),
        help_text=_("A second round. Only the print operator's file shows which homes these are."),
        required=False,
    )

    only_asked = forms.BooleanField(
        label=_("Only homes that asked for a letter"),
        help_text=_("Somebody there has an account and no letter. Only the print operator's file shows which homes these are."),
        required=False,
    )

    def __init__(self, *given, languages: tuple, both: bool = False, **more):
        super().__init__(*given, **more)
        self.town_languages = languages
        self.fields["languages"].choices = [(" ".join(pair), _in_words(pair)) for pair in _pairs(languages, both)]
        for code in languages:
            self.fields[f"message_{code}"] = forms.CharField(
                label=LANGUAGE_NAMES[code], required=False, max_length=LONGEST_MESSAGE[1],
                widget=forms.Textarea(attrs={"lang": code, "rows": 3}),
            )  # fmt: skip

    def messages(self) -> list:
        """For the template: the message's field in each language."""
        return [self[f"message_{code}"] for code in self.town_languages]

    def order(self) -> dict:
        """Of a valid form: what order_letters wants. A message in a language the letter is not in goes along: it is refused."""
        found = self.cleaned_data
        return {
            "neighbourhoods": [place.id for place in self.chosen()],
            "languages": found["languages"].split(),
            "message": {code: found[f"message_{code}"] for code in self.town_languages if found[f"message_{code}"]},
            "only_not_joined": found["only_not_joined"],
            "only_asked": found["only_asked"],
        }


class Refusing(Asking, forms.Form):
    """Why not."""

    reason = forms.CharField(
        label=_("Why not?"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Whoever ordered the letters reads this."), error_messages={"required": _("Say why, in a few words.")},
    )  # fmt: skip


class LeavingOut(forms.Form):
    """Why some words are not printed under the town's letterhead."""

    reason = forms.CharField(
        label=_("Why not?"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Whoever wrote them reads this."), error_messages={"required": _("Say why, in a few words.")},
    )  # fmt: skip


def _pairs(languages, both: bool) -> list[tuple]:
    """One or two of them; two where the town writes in two always."""
    return [(code,) for code in languages if not both] + list(permutations(languages, 2))


def _in_words(pair):
    if len(pair) == 1:
        return LANGUAGE_NAMES[pair[0]]
    return _("%(first)s first, then %(second)s") % {"first": LANGUAGE_NAMES[pair[0]], "second": LANGUAGE_NAMES[pair[1]]}
