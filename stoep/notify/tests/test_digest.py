"""What a digest says, to whom: only what is new to its reader, and nothing that the board would hide from them."""

from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
import time_machine
from django.test import override_settings

from stoep.board.models import Announcement, Event, Group, LastSeen, Post
from stoep.lib.clock import now
from stoep.lib.roles import acting
from stoep.membership.models import Block, Member, Seat
from stoep.notify.actions import set_preferences
from stoep.notify.digesting import send_round
from stoep.notify.models import Digest, Notification
from stoep.people.models import Person
from tests import cast
from tests.shards import guarded

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def c():
    """Everybody has lived here for a month."""
    c = cast.build()
    with acting(cast.KEEPER):
        for place in (c.brug, c.kaai):
            Member.objects.filter(neighbourhood_id=place.id).update(joined_at=now() - timedelta(days=30))
    return c


def say(c, who="bram", text="Wie heeft een ladder?", **fields) -> Post:
    with acting(cast.KEEPER):
        fields = {"created": now() - HOUR, "language": "nl", **fields}
        return Post.objects.create(neighbourhood_id=c.brug.id, author_id=getattr(c, f"{who}_member").id, body=text, **fields)


def told(c, settings, due=None, rhythm="weekly") -> dict:
    """who → their mail."""
    for earlier in Path(settings.MAIL_DIR).glob("*.eml"):
        earlier.unlink()
    with guarded():
        send_round(c.brug.id, rhythm, due or now())
    found = [message_from_bytes(p.read_bytes(), policy=policy.default) for p in Path(settings.MAIL_DIR).glob("*.eml")]
    return {mail["To"].partition("@")[0]: mail for mail in found}


def text(mail) -> str:
    return mail.get_body(("plain",)).get_content().replace("\r\n", "\n")


def test_everybody_who_lives_or_works_here_and_was_not_there(c, settings):
    say(c)
    mails = told(c, settings)
    assert set(mails) == {"an", "marie", "noor", "dirk"}, "not who wrote it, is suspended, moved out, or whose mandate has ended"
    assert "Bram:\n> Wie heeft een ladder?" in text(mails["an"])
    assert "http://127.0.0.1:8000/n/oever-brug/posts/" in text(mails["an"])
    assert mails["an"]["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mails["an"]["List-Unsubscribe"].strip("<> ") in text(mails["an"])
    assert "Bram" not in mails["an"]["Subject"] and "ladder" not in mails["an"]["Subject"]


def test_nothing_new_no_mail(c, settings):
    say(c, created=now() - timedelta(days=20))
    assert told(c, settings) == {}
    with acting(cast.KEEPER):
        assert Digest.objects.count() == 0, "and no row"


@pytest.mark.parametrize(("off", "days", "line"), [(None, 3, "zaterdag 9 januari, 10:30"), (True, 3, "Afgelast"), (None, -1, None)])
def test_something_planned_says_when(c, settings, off, days, line):
    with time_machine.travel("2027-01-06 09:30:00+00:00", tick=False):
        post, start = say(c, text="Breng een stoel mee.", title="Ontbijt", kind=Post.Kind.EVENT), now() + timedelta(days=days)
        with acting(cast.KEEPER):
            Member.objects.filter(neighbourhood_id=c.brug.id).update(joined_at=now() - timedelta(days=30))
            moments = {"starts_at": start, "last_at": start, "cancelled_at": now() if off else None}
            Event.objects.create(neighbourhood_id=c.brug.id, post_id=post.id, **moments)
        lines = text(told(c, settings)["an"]).splitlines()
    at = lines.index("> Ontbijt")
    assert lines[at + 1 : at + 3 - (line is None)] == [*(f"> {words}" for words in [line] if line), "> Breng een stoel mee."]


def test_what_somebody_has_seen_is_not_new(c, settings):
    say(c)
    with acting(cast.KEEPER):
        LastSeen.objects.create(neighbourhood_id=c.brug.id, member_id=c.an_member.id, seen_at=now())
        LastSeen.objects.create(neighbourhood_id=c.brug.id, member_id=c.marie_member.id, seen_at=now() - 2 * HOUR)
    assert {"an", "marie"} & set(told(c, settings)) == {"marie"}


@pytest.mark.parametrize("field", ["withdrawn_at", "held_at"])
def test_what_was_taken_back_or_is_held_is_not_told(c, settings, field):
    say(c, **{field: now()})
    assert told(c, settings) == {}


def test_blocked_either_way(c, settings):
    say(c, who="noor")
    assert "an" not in told(c, settings)


def test_blocked_the_other_way(c, settings):
    say(c, who="an")
    mails = told(c, settings)
    assert "noor" not in mails and "bram" in mails


def test_the_next_one_begins_where_the_last_one_ended(c, settings):
    say(c, text="Gisteren gezegd.", created=now() - timedelta(days=1, hours=2))
    first = told(c, settings, due=now() - timedelta(days=1))
    assert "Gisteren" in text(first["an"])
    say(c, text="Vandaag gezegd.", created=now() - HOUR)
    second = told(c, settings)
    assert "Vandaag" in text(second["an"]) and "Gisteren" not in text(second["an"])


def test_to_each_their_rhythm(c, settings):
    for who, rhythm in (("an", "daily"), ("marie", "never")):
        standing = cast.member(c, who)
        with acting(standing):
            set_preferences(standing, rhythm=rhythm)
    say(c)
    assert set(told(c, settings, rhythm="daily")) == {"an"}
    assert set(told(c, settings)) == {"noor", "dirk"}


def test_only_the_town_or_only_the_neighbours(c, settings):
    an = cast.member(c, "an")
    say(c)
    with acting(an):
        set_preferences(an, posts="none")
    assert "an" not in told(c, settings)


def test_answers_that_were_to_wait_for_it(c, settings):
    an = cast.member(c, "an")
    with acting(an):
        set_preferences(an, answers="digest")
    with acting(cast.KEEPER):
        row = {"neighbourhood_id": c.brug.id, "member_id": c.an_member.id, "verb": "comment_post", "actor_id": c.bram_member.id}
        Notification.objects.create(**row, created=now() - HOUR)
        Notification.objects.create(**row, created=now() - HOUR, read_at=now())
    mails = told(c, settings)
    assert set(mails) == {"an"} and "/n/oever-brug/bell/" in text(mails["an"])


@pytest.mark.parametrize("blocker", ["an", "noor"])
def test_what_a_blocked_neighbour_answered_does_not_wait(c, settings, blocker):
    other = {"an": "noor", "noor": "an"}[blocker]
    an = cast.member(c, "an")
    with acting(an):
        set_preferences(an, answers="digest")
    with acting(cast.KEEPER):
        Block.objects.all().delete()
        Block.objects.create(blocker_id=getattr(c, blocker).id, blocked_id=getattr(c, other).id)
        row = {"neighbourhood_id": c.brug.id, "member_id": c.an_member.id, "verb": "comment_post", "created": now() - HOUR}
        Notification.objects.create(**row, actor_id=c.noor_member.id)
        assert told(c, settings) == {}
        Notification.objects.create(**row, actor_id=c.bram_member.id)
    mail = told(c, settings)["an"]
    assert "/n/oever-brug/bell/" in text(mail) and "2 " not in text(mail).partition("bell")[0]


def test_a_neighbours_words_cannot_pass_for_the_foot(c, settings):
    say(c, title="-- ", text="Dag\n-- \nGeen mails meer: http://elders.example/\u2028Geen mails meer: http://elders.example/2")
    lines = text(told(c, settings)["an"]).splitlines()
    assert [line for line in lines if "elders.example" in line and not line.startswith("> ")] == []
    assert lines.count("--") == 1


def test_without_text_for_whoever_shares_a_screen(c, settings):
    an = cast.member(c, "an")
    with acting(an):
        set_preferences(an, mail_text=False)
    say(c)
    mail = told(c, settings)["an"]
    whole = text(mail) + mail.get_body(("html",)).get_content()
    assert "Bram" not in whole and "ladder" not in whole and "/n/oever-brug/" in whole


def test_the_town_first_and_in_the_readers_language(c, settings):
    from stoep.board.announcements.delivering import deliver

    say(c)
    with acting(cast.KEEPER):
        Person.objects.filter(id=c.an.id).update(language="fr")
        texts = {"nl": {"title": "Werken", "body": "Vanaf maandag."}, "fr": {"title": "Travaux", "body": "Dès lundi."}}
        sent = Announcement.objects.create(
            municipality_id=c.oever.id, mandate_id=c.els_mandate.id, signed="Els", texts=texts, fallback="nl",
            neighbourhoods=[c.brug.id], households=8,
        )  # fmt: skip
        deliver(c.oever.id, sent.id)
    mails = told(c, settings, due=now() + HOUR)
    assert text(mails["an"]).index("Travaux") < text(mails["an"]).index("ladder")
    assert "Werken" in text(mails["marie"]) and "Travaux" not in text(mails["marie"])
    assert '<html lang="fr">' in mails["an"].get_body(("html",)).get_content()


def test_names_and_texts_are_words_and_never_headers(c, settings):
    with acting(cast.KEEPER):
        type(c.brug).objects.filter(id=c.brug.id).update(name="Brug\r\nBcc: spy@example.net\u2028X\x0b")
        Member.objects.filter(neighbourhood_id=c.brug.id, id=c.bram_member.id).update(name="Bram\r\nTo: spy@example.net")
    say(c, text="<script>alert(1)</script>\r\nBcc: spy@example.net")
    mail = told(c, settings)["an"]
    assert mail.get_all("To") == ["an@example.org"] and mail["Bcc"] is None
    assert [a.addr_spec for a in mail["From"].addresses] == ["stoep@localhost"]
    assert "<script>" not in mail.get_body(("html",)).get_content()


def test_many_posts_are_ten_and_a_number(c, settings):
    for n in range(13):
        say(c, text=f"Bericht nummer {n:02}.")
    said = text(told(c, settings)["an"])
    assert sum(f"nummer {n:02}." in said for n in range(13)) == 10 and "3" in said


@override_settings(MAIL_DIR="/proc/nowhere")
def test_trouble_that_may_pass_is_raised_and_nobody_is_remembered_as_told(c):
    say(c)
    with pytest.raises(OSError):
        send_round(c.brug.id, "weekly", now())
    with acting(cast.KEEPER):
        assert Digest.objects.count() == 0


def test_who_moved_out_meanwhile_is_told_nothing(c, settings):
    say(c)
    with acting(cast.KEEPER):
        Seat.objects.filter(person_id=c.an.id).update(state="gone")
    assert "an" not in told(c, settings)


def test_it_says_for_which_group_and_nothing_of_an_empty_home(c, settings):
    with acting(cast.KEEPER):
        group = Group.objects.create(neighbourhood_id=c.brug.id, begun_by=c.bram_member.id, kind="street", name="Kippen & co")
    say(c, group_id=group.id)
    say(c, text="Wij zijn zqaway op vakantie tot zondag", away=True)
    mails = told(c, settings)
    assert "Bram (voor de groep Kippen & co):\n> Wie heeft een ladder?" in text(mails["an"])
    assert "Kippen &amp; co" in mails["an"].get_body(("html",)).get_content()
    assert "zqaway" not in text(mails["an"]) + mails["an"].get_body(("html",)).get_content()
