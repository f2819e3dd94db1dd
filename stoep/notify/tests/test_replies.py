"""Answers by mail: each becomes one comment, under the rules of the page; who may not is told why; nobody else is told anything."""

from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from stoep.board.models import Comment, Post
from stoep.cli.jobs import drain
from stoep.lib.clock import now
from stoep.lib.limits import EVERYWHERE, Limit, spend
from stoep.lib.roles import acting
from stoep.membership.models import Block, Member, Seat
from stoep.notify.actions import set_preferences
from stoep.notify.mailing import send_notification
from stoep.notify.models import Notification, OutgoingMail
from stoep.notify.outbox import _unseal
from stoep.notify.replies import answering, heads, inbox, reading
from stoep.notify.replies.addresses import read_address, reply_address
from stoep.notify.replies.answering import empty_inbox
from stoep.people.models import Person
from tests import cast
from tests.raw import empty_tables

from .imap import mailbox
from .scene import hear, talk

pytestmark = pytest.mark.django_db(transaction=True)
SITE = "reply@stoep.example"


@pytest.fixture
def t(settings, tmp_path):
    """Bram answered An; the mail about it went out."""
    settings.EMAIL_BACKEND = "stoep.notify.outbox.OutboxBackend"
    settings.REPLY_ADDRESS, settings.INBOX_MAILDIR = SITE, str(tmp_path / "inbox")
    (tmp_path / "inbox" / "new").mkdir(parents=True)
    scene = talk(cast.build())
    hear(scene.entry)
    with acting(cast.KEEPER):
        scene.notice = Notification.objects.get()
        assert send_notification(scene.an.here, str(scene.notice.id)) == "sent"
    (sent,) = Path(settings.MAIL_DIR).glob("*.eml")
    scene.sent = message_from_bytes(sent.read_bytes(), policy=policy.default)
    scene.inbox = tmp_path / "inbox"
    yield scene
    empty_tables()


def answer(t, text="Kom maar zaterdag.", sender="An <an@example.org>", to=None, ident="<1@example.org>", **headers) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Message-ID"] = sender, to or t.sent["Reply-To"], ident
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    quoted = "\n".join(f"> {line}" for line in t.sent.get_body(("plain",)).get_content().splitlines())
    mail.set_content(f"{text}\n\nOp zo 22 nov 2026 om 10:15 schreef Brug · Stoep <{t.sent['Reply-To']}>:\n{quoted}\n")
    return mail


def arrive(t, mail, name="1") -> dict:
    (t.inbox / "new" / name).write_bytes(mail if isinstance(mail, bytes) else mail.as_bytes())
    out = empty_inbox()
    assert list((t.inbox / "new").iterdir()) == []
    return out


def said(t) -> list[Comment]:
    with acting(cast.KEEPER):
        return list(Comment.objects.filter(neighbourhood_id=t.an.here, author_id=t.an.member))


def told() -> list:
    """The mails that go back."""
    with acting(cast.KEEPER):
        sealed = [mail.sealed for mail in OutgoingMail.objects.order_by("queued_at")]
    return [message_from_bytes(_unseal(one)[1], policy=policy.default) for one in sealed]


def test_it_becomes_a_comment_under_what_was_answered(t):
    assert arrive(t, answer(t)) == {"said": 1}
    (comment,) = said(t)
    assert (comment.body, comment.parent_id, comment.post_id) == ("Kom maar zaterdag.", t.answer.id, t.post.id)
    with acting(cast.KEEPER):
        assert Notification.objects.get(id=t.notice.id, neighbourhood_id=t.an.here).read_at
    assert told() == []
    drain()
    with acting(cast.KEEPER):
        assert Notification.objects.filter(member_id=t.bram.member).count() == 1, "and Bram hears of it as of any other"


def test_the_same_mail_twice_is_one_comment(t):
    arrive(t, answer(t))
    arrive(t, answer(t), name="2")
    assert len(said(t)) == 1


def test_where_two_share_a_mailbox_the_address_tells_whose_answer_it_is(t):
    """Bram moves in with An and has her mailbox now: what she answers is still hers, and the mail greets her."""
    with acting(cast.KEEPER):
        Person.objects.filter(pk=t.bram.person).update(email="an@example.org", beside=1)
    assert arrive(t, answer(t)) == {"said": 1}
    assert [comment.body for comment in said(t)] == ["Kom maar zaterdag."]
    assert t.sent.get_body(("plain",)).get_content().splitlines()[2] == "Dag An,"


def test_another_mail_is_another(t):
    arrive(t, answer(t))
    arrive(t, answer(t, text="En breng handschoenen mee.", ident="<2@example.org>"), name="2")
    assert len(said(t)) == 2


def test_over_imap(t, settings):
    settings.INBOX_MAILDIR = ""
    with mailbox(answer(t).as_bytes(), b"From: x@example.org\r\nTo: y@example.org\r\n\r\nhallo") as server:
        settings.INBOX_IMAP_URL = server.url
        assert empty_inbox() == {"said": 1, "ignored": 1}
        assert server.mails == {}
        assert empty_inbox() == {}
    assert len(said(t)) == 1


def test_over_imap_a_stranger_s_mail_is_fetched_no_further_than_its_heads(t, settings, monkeypatch):
    settings.INBOX_MAILDIR = ""
    monkeypatch.setattr(answering, "ANSWERS", Limit("answers by mail", 1, 3600))
    much = "x" * 1_500_000
    strange = [answer(t, text=much, to=SITE), answer(t, text=much, Auto_Submitted="auto-replied")]
    endless = b"X-Much: " + b"x" * 100_000 + b"\r\n" + strange[0].as_bytes(policy=policy.SMTP)
    answers = [answer(t), answer(t, text=much, ident="<2@example.org>")]  # the second is one more than she may send
    with mailbox(*(mail.as_bytes(policy=policy.SMTP) for mail in (*strange, *answers)), endless) as server:
        settings.INBOX_IMAP_URL = server.url
        assert empty_inbox() == {"said": 1, "ignored": 4}
        assert [uid for uid, part, _ in server.fetched if not part] == [3] and server.mails == {}
        assert max(size for *_, size in server.fetched) == heads.BLOCK


def test_over_imap_a_flooded_inbox_is_read_on(t, settings, monkeypatch):
    """A hundred and seventy thousand mails in one answer are more than the library reads: then it would never read one again."""
    settings.INBOX_MAILDIR = ""
    monkeypatch.setattr(inbox, "MOST", 2)
    with mailbox(*[b"From: x@example.org\r\nTo: y@example.org\r\n\r\nhallo"] * 170_000) as server:
        settings.INBOX_IMAP_URL = server.url
        assert empty_inbox() == {"ignored": 2} and len(server.mails) == 169_998
        server.flags = dict.fromkeys(list(server.mails)[:25_000], "Flagged")
        assert empty_inbox() == {"ignored": 2} and len(server.mails) == 169_996


def test_over_imap_what_another_worker_took_away_is_passed_over(t, settings):
    settings.INBOX_MAILDIR = ""
    with mailbox(answer(t).as_bytes(policy=policy.SMTP), answer(t, ident="<2@example.org>").as_bytes(policy=policy.SMTP)) as server:
        settings.INBOX_IMAP_URL, server.quicker = server.url, {1: "HEADER", 2: ""}
        assert empty_inbox() == {} and said(t) == []


def test_an_inbox_elsewhere_is_read_over_tls_only(settings):
    settings.INBOX_MAILDIR, settings.INBOX_IMAP_URL = "", "imap://an:secret@mail.example.org/INBOX"
    with pytest.raises(ValueError, match="imaps"):
        empty_inbox()


def from_elsewhere(t):
    return {"sender": "an@elsewhere.example"}


def talk_closed(t):
    with acting(cast.KEEPER):
        Post.objects.filter(neighbourhood_id=t.an.here, id=t.post.id).update(comments_on=False)


def post_gone(t):
    with acting(cast.KEEPER):
        Post.objects.filter(neighbourhood_id=t.an.here, id=t.post.id).update(withdrawn_at=now())


def blocked_meanwhile(t):
    with acting(cast.KEEPER):
        Block.objects.create(blocker_id=t.c.bram.id, blocked_id=t.c.an.id)


def switched_off(t):
    with acting(t.an):
        set_preferences(t.an, answers="none")


def nothing_said(t):
    return {"text": ""}


def too_long(t):
    return {"text": "woord " * 1000}


@pytest.mark.parametrize("change", [from_elsewhere, switched_off, talk_closed, post_gone, blocked_meanwhile, nothing_said, too_long])
def test_who_may_not_is_told_why_once_at_their_own_address(t, change):
    mail = answer(t, **(change(t) or {}))
    assert arrive(t, mail) == {"refused": 1}
    assert arrive(t, mail, name="2") == {"refused": 1}
    (back,) = told()
    assert said(t) == [] and back["To"] == "an@example.org" and back["Auto-Submitted"] == "auto-replied"
    assert back["Reply-To"] is None and ("zaterdag" in back.get_content()) == (change not in (nothing_said, too_long))


def moved_out(t):
    with acting(cast.KEEPER):
        Seat.objects.filter(person_id=t.c.an.id).update(state="gone")


def suspended(t):
    with acting(cast.KEEPER):
        Member.objects.filter(neighbourhood_id=t.an.here, id=t.an.member).update(state="suspended")


def forgotten(t):
    with acting(cast.KEEPER):
        Notification.objects.all().delete()


def an_absence_notice(t):
    return {"Auto_Submitted": "auto-replied"}


def a_bounce(t):
    return {"Return_Path": "<>"}


def a_changed_address(t):
    local, _, domain = t.sent["Reply-To"].partition("@")
    return {"to": f"{local[:-1]}{'a' if local[-1] != 'a' else 'b'}@{domain}"}


def no_address(t):
    return {"to": SITE}


@pytest.mark.parametrize("change", [moved_out, suspended, forgotten, an_absence_notice, a_bounce, a_changed_address, no_address])
def test_who_is_not_let_in_and_what_a_machine_sends_is_not_answered_at_all(t, change):
    assert arrive(t, answer(t, **(change(t) or {}))) == {"ignored": 1}
    assert said(t) == [] and told() == []


def test_what_is_attached_is_left_out_with_a_word(t):
    mail = answer(t)
    mail.add_attachment(b"x" * 1000, maintype="image", subtype="jpeg", filename="tuin.jpg")
    assert arrive(t, mail) == {"said": 1}
    (back,) = told()
    assert len(said(t)) == 1 and "/posts/" in back.get_content()


def test_what_nobody_can_read_is_left_for_a_person_and_never_read_again(t, monkeypatch):
    monkeypatch.setattr(reading, "PATIENCE", 0.001)  # no reader is ready by then, as over a mail nobody has thought of yet
    for name in ("1", "2", "3", "4", "5", "6"):
        assert arrive(t, answer(t), name) == {"unreadable": 1}
    assert sorted(file.name for file in (t.inbox / "cur").iterdir())[0] == "1:2,F" and empty_inbox() == {}
    with acting(cast.KEEPER):
        assert not spend(answering.UNREADABLE, EVERYWHERE, cost=0), "and `stoep check` tells whoever runs it"


def test_a_strangers_mail_is_not_opened(t, monkeypatch):
    monkeypatch.setattr(reading, "PATIENCE", 0.001)  # nothing can be read
    assert arrive(t, answer(t, to=SITE)) == {"ignored": 1}
    assert arrive(t, answer(t, Auto_Submitted="auto-replied")) == {"ignored": 1}


def test_more_than_a_member_may_answer_is_not_opened(t, monkeypatch):
    monkeypatch.setattr(answering, "ANSWERS", Limit("answers by mail", 1, 3600))
    assert arrive(t, answer(t)) == {"said": 1}
    monkeypatch.setattr(reading, "PATIENCE", 0.001)
    assert arrive(t, answer(t, text="Nog iets.", ident="<2@example.org>"), name="2") == {"ignored": 1}


def test_the_case_of_an_address_does_not_matter(t):
    assert arrive(t, answer(t, to=t.sent["Reply-To"].upper())) == {"said": 1}


def test_an_address_is_good_for_one_row_and_made_by_us_only(settings, t):
    for here in (1, 255, 70_000, 2**40):
        written = reply_address(here, t.notice.id)
        assert read_address(f"Stoep <{written}>") == (here, t.notice.id) and len(written.partition("@")[0]) <= 64
    settings.SECRET_KEY = "another"
    assert read_address(written) is None
    settings.REPLY_ADDRESS = ""
    assert reply_address(1, t.notice.id) == "" and read_address(written) is None


def test_a_connector_answers_on_the_page(t, settings):
    """Who works under a mandate shows a second step; a mail cannot."""
    with acting(cast.KEEPER):
        Member.objects.filter(neighbourhood_id=t.an.here, id=t.an.member).update(kind="connector")
    assert arrive(t, answer(t)) == {"ignored": 1}
