"""Which town an account belongs to: a mail to somebody who has forgotten Stoep has to say it."""

from stoep.membership.models import Mandate, Member, Seat


def where_of(person_id: int) -> dict:
    """{"place": the neighbourhood they live in, or None; "town": its town, or the one they last acted for, or None}. A mail about an
    account that is hidden names it too: the seat is there until the account is erased."""
    homes = Seat.objects.filter(person_id=person_id, kind=Seat.Kind.HOME).exclude(state=Member.State.GONE)
    home = homes.select_related("neighbourhood__municipality").defer("neighbourhood__boundary").order_by("-since").first()
    if home:
        return {"place": home.neighbourhood, "town": home.neighbourhood.municipality}
    acted = Mandate.objects.filter(person_id=person_id, municipality__isnull=False).select_related("municipality")
    last = acted.order_by("-ends_at").first()
    return {"place": None, "town": last and last.municipality}
