"""That somebody who acts is still there when it is stored, not only when the door let them in.

Whoever acts holds a lock on themselves until the end of their transaction, shared with all else they do at that moment. Whoever hides them
waits for these acts, sees what they stored, and hides it; an act that comes later waits, and finds nobody. Without it, what was on its way
while an account was hidden would stand on the board until it is erased.
"""

from django.db import connection

from stoep.lib.standings import MemberStanding

from .models import Member


def still_here(standing: MemberStanding) -> bool:
    """Whether this face is not hidden, shut out or gone; it stays so until the end of the transaction."""
    lock_person(standing.person, shared=True)
    states = Member.objects.filter(neighbourhood_id=standing.here, id=standing.member).values_list("state", flat=True)
    return any(state not in (Member.State.GONE, Member.State.SUSPENDED) for state in states)


def lock_person(person: int, shared: bool = False) -> None:
    """Until the end of the transaction. Not shared: after all that this person is doing now; what they do next waits."""
    lock = "pg_advisory_xact_lock_shared" if shared else "pg_advisory_xact_lock"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {lock}(hashtextextended(%s, 0))", [f"acts {person}"])
