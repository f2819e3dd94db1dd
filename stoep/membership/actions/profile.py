"""One's own face in the neighbourhood."""

from django.db import transaction

from stoep.journal.record import record
from stoep.lib import pictures
from stoep.lib.ids import uuid7
from stoep.lib.standings import MemberStanding

from ..models import Member, Residence
from ..photos import WIDTHS, photo_folder
from ..rules import may_edit_profile
from ..seeking import keep_words


def edit_profile(standing: MemberStanding, *, name=None, gives=None, about=None, shows_said=None) -> Member:
    """Name, what one likes to give, a line about oneself, whether what one said stands on one's page. What is None stays as it is.
    Raises NotAllowed for new words of who may only read for a while; emptying a line is taking back."""
    member = _held(standing)
    given = {"name": name, "gives": gives, "about": about, "shows_said": shows_said}
    changed = {field: value for field, value in given.items() if value is not None}
    if any(changed.get(field) and changed[field] != getattr(member, field) for field in ("name", "gives", "about")):
        may_edit_profile(standing, member, says=True).insist()
    for field, value in changed.items():
        setattr(member, field, value)
    member.save(update_fields=list(changed))
    keep_words(standing.here, member.id)
    record(standing, "edit_profile", about=member.id)
    return member


def shield_member(standing: MemberStanding, *, shielded: bool) -> Member:
    """Hide, or show again, the street; a shielded neighbour is in no list, search or count. Who is under eighteen always is.

    The street leaves the row that neighbours can read, so that no page of today or tomorrow can show it by mistake.
    """
    member = _held(standing)
    shielded = shielded or member.minor
    if member.shielded == shielded:
        return member
    home = Residence.objects.filter(neighbourhood_id=standing.here, member_id=member.id).first()
    if home and not home.street:
        home.street = member.street
        home.save(update_fields=["street"])
    member.shielded, member.street = shielded, "" if shielded else (home.street if home else member.street)
    member.ambassador = member.ambassador and not shielded  # an ambassador is somebody who can be found
    member.save(update_fields=["shielded", "street", "ambassador"])
    keep_words(standing.here, member.id)
    record(standing, "shield_member", about=member.id)
    return member


def mark_minor(standing: MemberStanding, *, minor: bool) -> Member:
    """Says to be under eighteen, and is shielded from this moment; or eighteen by now, and shielded until they say otherwise."""
    member = _held(standing)
    if member.minor == minor:
        return member
    if minor:
        shield_member(standing, shielded=True)
        member.refresh_from_db()
    member.minor = minor
    member.save(update_fields=["minor"])
    record(standing, "mark_minor", about=member.id)
    return member


def set_photo(standing: MemberStanding, *, file) -> Member:
    """A new photo in place of the old one. Raises pictures.Refused with a sentence, or NotAllowed."""
    member, stem = _held(standing), uuid7().hex
    may_edit_profile(standing, member, says=True).insist()
    pictures.store(file, photo_folder(standing.here), stem, WIDTHS)
    _swap(standing, member, stem)
    record(standing, "set_photo", about=member.id)
    return member


def remove_photo(standing: MemberStanding) -> Member:
    """No photo any more; the files go when it is certain."""
    member = _held(standing)
    _swap(standing, member, "")
    record(standing, "remove_photo", about=member.id)
    return member


def _swap(standing, member, stem) -> None:
    before, member.photo = member.photo, stem
    member.save(update_fields=["photo"])
    if before:
        transaction.on_commit(lambda: pictures.remove(photo_folder(standing.here), before))


def _held(standing) -> Member:
    member = Member.objects.select_for_update().get(neighbourhood_id=standing.here, id=standing.member)
    may_edit_profile(standing, member).insist()
    return member
