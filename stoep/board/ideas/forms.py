"""The shape of what a browser sends about an idea."""

from django.utils.translation import gettext_lazy as _

from ..forms import TOO_LONG, CleanText, SaidForm


class IdeaForm(SaidForm):
    """What, and what it needs."""

    KIND = "idea"
    MORE = ("needs",)
    needs = CleanText(
        max_length=200, required=False, label=_("What does it need? (may stay empty)"),
        help_text=_("For example: a shed, two afternoons, somebody who can weld."), error_messages={"max_length": TOO_LONG},
    )  # fmt: skip
