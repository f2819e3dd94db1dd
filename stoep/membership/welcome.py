"""The three short screens after coming in. The third is kept by notify, which knows what a member wants to hear."""

from django.utils.translation import gettext as _


def welcome_steps(now: int) -> list[dict]:
    """How far one is, for parts/_steps.html; `now` is 1, 2 or 3."""
    labels = (_("You"), _("Who sees what"), _("What you hear"))
    return [{"label": label, "state": "done" if i < now else "now" if i == now else ""} for i, label in enumerate(labels, 1)]
