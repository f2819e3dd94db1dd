"""What becomes of a face, and of what an account holds here, when somebody erases it (lib/leaving.py).

The face loses its name at once, wherever it would be shown: the words are kept apart until nobody can come back any more. The row itself
stays, without a word or a number of anybody: what neighbours said hangs on it.
"""

from datetime import datetime

from django.db.models import Q

from stoep.lib import pictures
from stoep.lib.leaving import Account, leave
from stoep.lib.own import Face
from stoep.lib.standings import Standing
from stoep.people.models import Person

from .actions.keeping_blocks import keep_blocks
from .actions.sanctions import remember_marks
from .carrying import words_of_before
from .elsewhere import marks_of_face
from .in_names.models import NamedLetter, NamedWords
from .models import Block, Interest, Joining, KeptBlock, Member, Residence, Seat
from .photos import photo_folder
from .proofs import Application, Homecoming, IdentityUsed, Invitation, Move
from .seeking import keep_words

BLANK = {
    "state": Member.State.GONE, "name": "", "street": "", "gives": "", "about": "", "photo": "", "badge": "", "ambassador": False,
}  # fmt: skip


def hide(keeper: Standing, face: Face, at: datetime) -> dict:
    """No name, no street, no photo, in no list. Returns what they were."""
    member = Member.objects.select_for_update().get(neighbourhood_id=face.here, id=face.member)
    remember_marks(member)  # erasing ends no sanction
    keep_blocks(member, at)  # nor a block
    _mark(face, hidden_at=at, hidden_marks=sorted(marks_of_face(member)))
    kept = {name: getattr(member, name) for name in BLANK}
    _become(member, BLANK)
    Invitation.objects.filter(neighbourhood_id=face.here, member_id=face.member, revoked_at=None).update(revoked_at=at)
    _no_letters(face, at)
    return kept


def _no_letters(face: Face, at: datetime) -> None:
    """Nothing goes to a printer in their name any more; the town's copy of what did not go yet is taken back."""
    letters = NamedLetter.objects.filter(neighbourhood_id=face.here, member_id=face.member)
    letters.filter(printed_at=None, refused_at=None, taken_back_at=None).update(taken_back_at=at)
    NamedWords.objects.filter(id__in=list(letters.values_list("id", flat=True)), batch_id=None).delete()


def show(keeper: Standing, face: Face, at: datetime, kept: dict) -> None:
    """As they were; who was shut out or let in again meanwhile is what the door says."""
    member = Member.objects.select_for_update().get(neighbourhood_id=face.here, id=face.member)
    seats = Seat.objects.filter(neighbourhood_id=face.here, member_id=face.member).exclude(kind=Seat.Kind.GUEST)
    _mark(face, hidden_at=None, hidden_marks=[])
    state = seats.values_list("state", flat=True).first()
    _become(member, (kept or words_of_before(member)) | ({"state": state} if state else {}))
    KeptBlock.objects.filter(blocked_id=member.person_id).delete()  # the block itself is still there
    Invitation.objects.filter(neighbourhood_id=face.here, member_id=face.member, revoked_at=at).update(revoked_at=None)


def _mark(face: Face, **hidden) -> None:
    """Whoever decides about them meanwhile knows them again (elsewhere.py)."""
    Seat.objects.filter(neighbourhood_id=face.here, member_id=face.member).update(**hidden)


def _become(member: Member, words: dict) -> None:
    for name, value in words.items():
        setattr(member, name, value)
    member.save(update_fields=[*words])
    keep_words(member.neighbourhood_id, member.id)


def erase(keeper: Standing, face: Face, kept: dict) -> None:
    """The photo, the proof of the home, letters in their name, the account's number on the face."""
    if kept.get("photo"):
        pictures.remove(photo_folder(face.here), kept["photo"])
    here = {"neighbourhood_id": face.here}
    letters = NamedLetter.objects.filter(**here, member_id=face.member)
    NamedWords.objects.filter(id__in=list(letters.values_list("id", flat=True))).delete()
    for model in (Residence, Invitation, NamedLetter):
        model.objects.filter(**here, member_id=face.member).delete()
    Member.objects.filter(**here, id=face.member).update(**BLANK, person_id=None, folded="", sought=None)


def hide_account(account: Account) -> None:
    """Who waits to be let in is shown to nobody any more. The proof of a home that was given back waits: they may come back."""
    Application.objects.filter(person_id=account.person).delete()


def erase_account(account: Account) -> None:
    """Everything that has the account's number or, unless another one shares it, its mailbox. Seats and mandates go with the account."""
    for model in (Application, Homecoming, IdentityUsed, Move, Joining):
        model.objects.filter(person_id=account.person).delete()
    Block.objects.filter(Q(blocker_id=account.person) | Q(blocked_id=account.person)).delete()
    KeptBlock.objects.filter(blocker_id=account.person).delete()
    KeptBlock.objects.filter(blocked_id=account.person).update(blocked_id=None)
    if not Person.objects.at(account.email).exclude(id=account.person).exists():
        for model in (Interest, Joining):
            model.objects.filter(email__iexact=account.email).delete()


leave("membership", 2, hide=hide, show=show, erase=erase, hide_account=hide_account, erase_account=erase_account)
