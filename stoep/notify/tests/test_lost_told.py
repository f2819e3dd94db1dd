"""Lost and found: neighbours are told at once, once each, while it is not home yet."""

import json
from datetime import timedelta
from email import message_from_bytes, policy

import pytest

from stoep.board.actions import withdraw_post
from stoep.board.lost.actions import bring_home, edit_lost, report_lost
from stoep.board.models import Post
from stoep.cli.jobs import drain
from stoep.journal.models import Entry
from stoep.lib.clock import now
from stoep.lib.ids import uuid7
from stoep.lib.roles import acting
from stoep.lib.tests.browser import Browser, push_service
from stoep.lib.tests.smtp import mail_server
from stoep.membership.actions.blocking import block_member
from stoep.membership.models import Member
from stoep.notify.actions import set_preferences
from stoep.notify.calling import LOST_A_DAY, tell_batch
from stoep.notify.devices.keeping import keep_device
from stoep.notify.digesting import send_round
from stoep.notify.models import LOST, Notification
from stoep.people.models import Person
from tests import cast
from tests.raw import empty_tables

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def c(settings):
    settings.EMAIL_BACKEND = "stoep.notify.outbox.OutboxBackend"
    settings.MAIL_DIR = ""
    settings.QUIET_HOURS = (0, 0)
    c = cast.build()
    with acting(cast.KEEPER):
        Member.objects.filter(neighbourhood=c.brug).update(joined_at=now() - timedelta(days=30))
    with mail_server() as c.server:
        settings.SMTP_URL = c.server.url
        yield c
    empty_tables()


def lost(c, who="an", body="Onze kat Minoes is weg sinds gisteren.", what="lost", **other) -> Post:
    standing = cast.member(c, who)
    said = {"title": "", "body": body, "language": "nl", "topics": [], "comments_on": True, "pictures": {}} | other
    with acting(standing):
        return report_lost(standing, act=uuid7(), said=said, what=what, where="Brugstraat")


def to(c, word="Iets kwijt in") -> list:
    mails = [message_from_bytes(raw, policy=policy.default) for raw in c.server.kept]
    return sorted(mail["To"].partition("@")[0] for mail in mails if word in mail["Subject"])


def told() -> set:
    with acting(cast.KEEPER):
        rows = Notification.objects.filter(neighbourhood_id=1, verb=LOST)
        persons = Member.objects.filter(neighbourhood_id=1, id__in=rows.values("member_id")).values_list("person_id", flat=True)
        return set(Person.objects.filter(id__in=list(persons)).values_list("email", flat=True))


def test_every_neighbour_at_once_but_who_wrote_it(c):
    lost(c)
    drain()
    assert {"bram@example.org", "marie@example.org"} <= told(), "the shielded are told too"
    assert not {"an@example.org", "chloe@example.org", "els@example.org", "noor@example.org"} & told(), "nor whom she blocked"
    assert "bram" in to(c) and "an" not in to(c)


def test_twice_is_once_and_a_batch_that_breaks_off_goes_on(c):
    post = lost(c)
    drain()
    rows, mails = told(), len(to(c))
    with acting(cast.KEEPER):
        entry = Entry.objects.get(verb="publish_post", about=post.id)
        assert tell_batch(1, str(entry.id), "") == 0
    drain()
    assert (told(), len(to(c))) == (rows, mails)


def test_with_the_news_for_who_wants_that_and_not_twice(c):
    bram = cast.member(c, "bram")
    with acting(bram):
        set_preferences(bram, lost="digest")
    lost(c)
    drain()
    assert "bram@example.org" in told() and "bram" not in to(c) and "marie" in to(c)
    c.server.kept.clear()
    send_round(c.brug.id, "weekly", now())
    mails = [message_from_bytes(raw, policy=policy.default) for raw in c.server.kept]
    news = {mail["To"].partition("@")[0]: mail.get_body(("plain",)).get_content() for mail in mails}
    assert "Minoes" in news["bram"], "in the mail with news"
    assert "marie" not in news, "she had it already, and there is nothing else"


def test_home_again_or_taken_back_before_the_mail_goes(c):
    for end in (lambda an, post: bring_home(an, post=post, home=True), lambda an, post: withdraw_post(an, post=post)):
        post, an = lost(c), cast.member(c, "an")
        with acting(an):
            end(an, post.id)
        drain()
        assert to(c) == []
        with acting(cast.KEEPER):
            Post.objects.update(created=now() - timedelta(days=9))


def test_who_loses_something_every_day_stands_with_the_news(c):
    lost(c)
    drain()
    first = len(to(c))
    lost(c, body="En nu ook mijn sleutels.")
    drain()
    assert len(to(c)) == first
    with acting(cast.KEEPER):
        Post.objects.update(created=now() - timedelta(days=4))
    lost(c, body="En mijn fietspomp.")
    drain()
    assert len(to(c)) == 2 * first


def test_a_neighbourhood_is_called_five_times_a_day_at_most(c):
    with acting(cast.KEEPER):
        bram = cast.member(c, "bram").member
        for n in range(LOST_A_DAY):
            Post.objects.create(neighbourhood_id=1, author_id=bram, kind="lost", body=f"Weg {n}", language="nl")
    lost(c)
    drain()
    assert to(c) == [] and not told()


def test_what_tells_of_an_empty_home_is_told_to_nobody(c):
    lost(c, body="Sleutels kwijt, en vanaf morgen zijn wij twee weken op vakantie.")
    drain()
    assert to(c) == [] and not told()


def test_a_block_keeps_apart(c):
    bram, noor = cast.member(c, "bram"), cast.member(c, "noor")
    with acting(bram):
        block_member(bram, member=noor.member)
    lost(c, who="noor")
    drain()
    assert "bram@example.org" not in told() and "marie@example.org" in told()


def test_on_the_phone_nothing_of_it_or_once_for_who_wants_the_words(c, settings):
    with push_service() as service:
        settings.PUSH_HOSTS = [service.url]
        phones = {who: Browser(f"{service.url}/{who}") for who in ("bram", "marie")}
        for who, phone in phones.items():
            keep_device(cast.KEEPER, person=getattr(c, who), endpoint=phone.endpoint, p256dh=phone.point, auth=phone.secret)
        with acting(cast.member(c, "marie")):
            set_preferences(cast.member(c, "marie"), push_text=True)
        lost(c)
        drain()
        said = {path[1:]: json.loads(phones[path[1:]].open(body)) for path, _, body in service.kept}
    assert said["bram"]["title"] == "Stoep" and "Minoes" not in said["bram"]["body"] and "An " not in said["bram"]["body"]
    assert said["marie"]["body"].count("Minoes") == 1 and "An is iets kwijt" in said["marie"]["body"] and ".”." not in said["marie"]["body"]


def test_bell_and_mail_say_which_of_the_two_it_is(c, client):
    post = lost(c, body="Een sleutelbos met een rood lint.", what="found")
    drain()
    assert "marie" in to(c, "Gevonden in") and to(c, "kwijt") == []
    mail = message_from_bytes(c.server.kept[0], policy=policy.default).get_body(("plain",)).get_content()
    assert "An heeft iets gevonden: “Een sleutelbos met een rood lint”" in mail
    assert "verloren of gevonden" in mail, "the foot: what one wants to hear"
    bell = f"/n/{c.brug.slug}/bell/"
    page = cast.sign_in(client, c.marie).get(bell).content.decode()
    assert "heeft iets gevonden" in page and "kwijt" not in page
    an = cast.member(c, "an")
    with acting(an):  # a slip of the finger, set right
        said = {"title": "", "body": "Een sleutelbos.", "language": "nl", "topics": [], "comments_on": True, "pictures": {}}
        edit_lost(an, post=post.id, said=said, what="lost", where="")
    assert "is iets kwijt" in client.get(bell).content.decode()


def test_who_wants_no_words_in_a_mail_reads_which_of_the_two_all_the_same(c):
    marie = cast.member(c, "marie")
    with acting(marie):
        set_preferences(marie, mail_text=False)
    lost(c, what="found")
    drain()
    mails = [message_from_bytes(raw, policy=policy.default) for raw in c.server.kept]
    text = next(mail for mail in mails if mail["To"].startswith("marie")).get_body(("plain",)).get_content()
    assert "Een buur heeft iets gevonden." in text and "Minoes" not in text
