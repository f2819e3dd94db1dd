"""The three short screens after coming in. The second is kept by care, which knows what people like to help
with, the third by notify, which knows what a member wants to hear."""

from django.utils.translation import gettext as _


def welcome_steps(now: int) -> list[dict]:
    """How far one is, for parts/_steps.html; `now` is 1, 2 or 3."""
    labels = (_("You"), _("What you like to do"), _("What you hear"))
    return [{"label": label, "state": "done" if i < now else "now" if i == now else ""} for i, label in enumerate(labels, 1)]
