"""What is forgotten of accounts when its time is over."""

from stoep.lib.clock import now

from .models import Budget, Session


def sweep_sessions() -> int:
    """Delete sign-ins that are over. Returns how many."""
    return Session.objects.filter(expire_date__lt=now()).delete()[0]


def sweep_budgets() -> int:
    """Delete rate limits whose time is over: they would begin anew anyway. Returns how many."""
    return Budget.objects.filter(until__lt=now()).delete()[0]
