"""What is wanted, one thing on each line of a text: "3 x salad" is a salad of three neighbours."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ..forms import TOO_LONG, CleanText
from ..models import Need
from .rules import NEEDS, WANTED

LINE = 80  # letters of one line
COUNTED = re.compile(r"([0-9]{1,3})\s?[x×]\s?(?=\S)", re.I)  # "3 x cake"


class NeedsField(CleanText):
    """Lines of a text as [(what, of how many neighbours)]."""

    def __init__(self, *, rows: int = 4, **words):
        area = forms.Textarea(attrs={"rows": rows})
        super().__init__(
            max_length=NEEDS * (LINE + 6), required=False, widget=area, error_messages={"max_length": TOO_LONG}, **words
        )  # fmt: skip

    def clean(self, value):
        found: dict[str, int] = {}
        for line in filter(None, (line.strip() for line in super().clean(value).splitlines())):
            counted = COUNTED.match(line)
            what = line[counted.end() :] if counted else line
            if len(what) > LINE:
                raise forms.ValidationError(_("This line is too long: “%(line)s …”.") % {"line": what[:40]})
            found[what] = min(max(int(counted[1]) if counted else 1, 1), WANTED)
        if len(found) > NEEDS:
            words = ngettext("At most %(n)d line, please.", "At most %(n)d lines, please.", NEEDS)
            raise forms.ValidationError(words % {"n": NEEDS})
        return list(found.items())


def as_lines(needs: list[Need]) -> str:
    """The other way round: what stands in the form."""
    return "\n".join(f"{need.wanted} x {need.what}" if need.wanted > 1 or COUNTED.match(need.what) else need.what for need in needs)
