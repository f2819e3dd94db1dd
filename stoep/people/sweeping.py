"""What is forgotten of accounts when its time is over."""

from datetime import timedelta

from django.db.models import Q

from stoep.lib.clock import now

from .models import Budget, Session

NOBODYS = timedelta(days=7)  # as long as a joining is kept; signing in takes minutes


def sweep_sessions() -> int:
    """Delete sign-ins that are over, and what was begun by nobody and is a week old. Returns how many."""
    over = Q(expire_date__lt=now()) | Q(person_id=None, seen_at__lt=now() - NOBODYS)
    return Session.objects.filter(over).delete()[0]


def sweep_budgets() -> int:
    """Delete rate limits whose time is over: they would begin anew anyway. Returns how many."""
    return Budget.objects.filter(until__lt=now()).delete()[0]
