"""Finding announcements through an official's standing. What neighbours say under them is in no answer: no path leads there."""

from uuid import UUID

from django.http import Http404

from stoep.lib.standings import MandateStanding

from ..models import Announcement


def announcements_of(official: MandateStanding, before: UUID | None = None, size: int = 20) -> list[Announcement]:
    """The town's announcements, newest first; one more than `size` when there is an older page."""
    found = Announcement.objects.filter(municipality_id=official.town)
    if before:
        found = found.filter(id__lt=before)
    return list(found.order_by("-id")[: size + 1])


def announcement_of(official: MandateStanding, announcement: UUID) -> Announcement:
    """One of this town's; 404 for any other."""
    found = Announcement.objects.filter(municipality_id=official.town, id=announcement).first()
    if found is None:
        raise Http404
    return found
