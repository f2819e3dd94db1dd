"""Sowing what does not stand on the board: help asked of a few, neighbours on the town's list, a reported message, a broken glass."""

from datetime import timedelta

from stoep.care.models import QuietRequest, QuietTold, SkillOffer, Volunteer
from stoep.chat.models import Message
from stoep.lib.standings import MemberStanding
from stoep.moderation import talks
from stoep.moderation.glass.models import Look, Opened, Opening
from stoep.moderation.models import Flag
from stoep.moderation.weighing import weigh
from stoep.notify.models import Notification
from stoep.people.models import Person

from .folk import Hood
from .moments import seeded_uuid

ASKED = {
    "skill": "walk", "moment": "dinsdag en vrijdag, rond tien uur", "language": "nl",
    "body": "Sinds mijn knieoperatie mag ik niet alleen de deur uit. Wie stapt er twee keer per week traag een halfuurtje met me mee? "
            "Ik zet het liever niet op het prikbord.",
}  # fmt: skip
OFFER = "Ik kom toch elke dag langs je deur, wie je ook bent. Traag is mijn gewone snelheid."
THREAT = "Nog één keer en ik kom het je persoonlijk uitleggen"
WAITS = "Bram meldde één bericht en durft niet meer. Volgens zijn dochter wordt hij al weken bedreigd; we moeten weten of hij veilig is."
OVER = "Iemand vroeg in Brams naam geld aan drie buren. We moesten zien of het van zijn account kwam. Dat was niet zo."
ONE_IN, ON_LIST = 3, 8  # of who ticked something, so many in each neighbourhood let the town know


def sow(hoods: dict[str, Hood], town: str, now) -> None:
    """All of it, in the neighbourhood of the cast; volunteers everywhere. Nothing where too few people live."""
    here = next(iter(hoods.values()))
    for hood in hoods.values():
        _volunteers(hood, now)
    if {"an", "bram"} <= set(here.people):
        _quiet(here, now)
        _opened(here, town, now)
        if said := Message.objects.filter(neighbourhood=here.place, body__startswith=THREAT).first():
            _reported(here, said, now)
            _waits(here, said, town, now)


def _volunteers(hood: Hood, now) -> None:
    """Bram, and a few more who ticked what they like to do."""
    ticked: dict = {}
    for offer in SkillOffer.objects.filter(neighbourhood=hood.place).order_by("member_id", "skill"):
        ticked.setdefault(offer.member_id, []).append(offer.skill)
    crowd = [member for member, _ in hood.members if member.id in ticked][::ONE_IN][:ON_LIST]
    chosen = [*[hood.people[who] for who in ("bram",) if who in hood.people], *crowd]
    Volunteer.objects.bulk_create(
        Volunteer(
            id=seeded_uuid(now, "volunteer", member.id), municipality_id=hood.place.municipality_id, neighbourhood_id=hood.place.id,
            person_id=member.person_id, name=member.name, skills=ticked[member.id], since=now - timedelta(days=20 + number),
        )
        for number, member in enumerate(chosen) if member.id in ticked
    )  # fmt: skip


def _quiet(hood: Hood, now) -> None:
    """An asks, without her name; Bram would, one other cannot, the rest have not answered."""
    an, bram, at = hood.people["an"], hood.people["bram"], now - timedelta(hours=9)
    told = SkillOffer.objects.filter(neighbourhood=hood.place, skill=ASKED["skill"]).exclude(member_id=an.id).order_by("member_id")[:8]
    them = sorted({offer.member_id for offer in told} | {bram.id}, key=lambda member: (member != bram.id, member))
    words = {**ASKED, "neighbourhood_id": hood.place.id, "until": at + timedelta(days=14)}
    asked = QuietRequest(id=seeded_uuid(at, "quiet"), author_id=an.id, told=len(them), created=at, **words)
    asked.save(force_insert=True)
    answers = [{"state": "offered", "offered_at": at + timedelta(hours=2), "words": OFFER}, {"state": "left"}]
    for number, member in enumerate(them):
        answer = answers[number] if number < len(answers) else {}
        QuietTold(
            id=seeded_uuid(at, "told", member), quiet_id=asked.id, member_id=member, members=[member, an.id], at=at, **words, **answer
        ).save(force_insert=True)
    _bell(hood, bram, "ask_quietly", asked, at)
    _bell(hood, an, "offer_quietly", asked, at + timedelta(hours=2), actor_id=bram.id)


def _bell(hood: Hood, member, verb: str, asked: QuietRequest, at, **more) -> None:
    Notification(
        neighbourhood_id=hood.place.id, id=seeded_uuid(at, "bell", verb), member_id=member.id, verb=verb, quiet_id=asked.id, created=at,
        mailed_at=at, **more,
    ).save(force_insert=True)  # fmt: skip


def _reported(hood: Hood, said: Message, now) -> None:
    """Bram sends the threat and the three messages before it: it waits for Karim."""
    bram, at = hood.people["bram"], now - timedelta(hours=4)
    hand = MemberStanding(here=hood.place.id, member=bram.id, person=bram.person_id)
    chosen = talks.stretch(talks.around(hand, said), said, "3")
    flag = Flag(
        neighbourhood_id=hood.place.id, id=seeded_uuid(at, "flag message"), member_id=bram.id, about_id=said.id, message_id=said.id,
        copy=talks.handed(hand, said, chosen, False), reason="threat", words="Ik slaap er slecht van.", at=at,
    )  # fmt: skip
    flag.save(force_insert=True)
    weigh(hood.place.id, str(flag.id))


def _operators(town: str) -> list[Person]:
    """Karim and Katrien."""
    return [Person.objects.get(email=f"{who}@{town}.example") for who in ("karim", "katrien")]


def _waits(hood: Hood, said: Message, town: str, now) -> None:
    """Karim asks to read the whole conversation; Katrien has to say."""
    (karim, _katrien), at = _operators(town), now - timedelta(hours=2)
    Opening(
        id=seeded_uuid(at, "opening waits"), neighbourhood_id=hood.place.id, kind="conversation", about_id=said.conversation_id,
        since=(now - timedelta(days=30)).date(), ground="danger", words=WAITS, hours=4, asked_by=karim.id, asked_signed=karim.name,
        asked_at=at,
    ).save(force_insert=True)  # fmt: skip


def _opened(hood: Hood, town: str, now) -> None:
    """Three weeks ago, over since: Bram reads under his safety that it was, and why."""
    (karim, katrien), at, bram = _operators(town), now - timedelta(days=21), hood.people["bram"]
    told = {"kind": "member", "since": (at - timedelta(days=14)).date(), "ground": "crime", "words": OVER, "until": at + timedelta(hours=2)}
    opening = Opening(
        id=seeded_uuid(at, "opening over"), neighbourhood_id=hood.place.id, about_id=bram.id, hours=4, **told, asked_by=karim.id,
        asked_signed=karim.name, asked_at=at - timedelta(hours=1), decided_by=katrien.id, decided_signed=katrien.name, decided_at=at,
        granted=True, tell_at=at, copied_at=at, pages=1, closed_at=at + timedelta(hours=2),
    )  # fmt: skip
    opening.save(force_insert=True)
    Look(opening=opening, number=1, person_id=karim.id, at=at + timedelta(minutes=3)).save(force_insert=True)
    Opened(
        neighbourhood_id=hood.place.id, id=seeded_uuid(at, "opened"), member_id=bram.id, person_id=bram.person_id, opening_id=opening.id,
        granted_at=at, looked=1, pages=1, tell_at=at, at=at, **told,
    ).save(force_insert=True)  # fmt: skip
