"""Who hears that they are named: once, whom the text still names, and as quietly as with an answer."""

from email import message_from_bytes, policy
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.urls import reverse

from stoep.board.actions import comment_post, edit_comment, edit_post, publish_post
from stoep.board.models import Comment, Post
from stoep.board.tests.test_publish_post import words
from stoep.journal.models import Entry
from stoep.lib.clock import now
from stoep.lib.ids import uuid7
from stoep.lib.roles import acting
from stoep.membership.models import Block, Member
from stoep.notify import audiences
from stoep.notify.actions import set_preferences
from stoep.notify.mailing import send_notification
from stoep.notify.models import Notification
from tests import cast
from tests.shards import guarded

from .scene import hear

pytestmark = pytest.mark.django_db


@pytest.fixture
def t():
    """An wrote a post that names Bram and Dirk; nobody has heard of it yet."""
    c = cast.build()
    t = SimpleNamespace(c=c, an=cast.member(c, "an"), bram=cast.member(c, "bram"))
    with acting(t.an):
        t.post = publish_post(t.an, **words(title="Ladder", body="Dank je @Bram & @Dirk, <i>ook</i> van @Nobody"))
    return t


def hear_all() -> None:
    """The lines of the journal, in order, as the jobs would."""
    with acting(cast.KEEPER):
        lines = list(Entry.objects.order_by("at", "id"))
    with guarded():
        for line in lines:
            hear(line)


def heard() -> list[tuple]:
    with acting(cast.KEEPER):
        names = {m.id: m.name for m in Member.objects.all()}
        return sorted((names[n.member_id], n.verb) for n in Notification.objects.all())


def changed(t, body):
    fields = {name: value for name, value in words(body=body).items() if name not in ("kind", "act")}
    with acting(t.an):
        edit_post(t.an, post=t.post.id, **fields)


def answered(t, body, who="bram"):
    standing = cast.member(t.c, who)
    with acting(standing):
        return comment_post(standing, post=t.post.id, body=body, act=uuid7())


def send(verb="mention") -> str:
    with acting(cast.KEEPER):
        notice = Notification.objects.get(verb=verb, member_id=Member.objects.get(name="Bram").id)
        return send_notification(notice.neighbourhood_id, str(notice.id))


def mails(settings) -> list:
    return [message_from_bytes(p.read_bytes(), policy=policy.default) for p in sorted(Path(settings.MAIL_DIR).glob("*.eml"))]


def test_who_is_named_in_a_post_hears_it_once(t):
    hear_all()
    hear_all()
    assert heard() == [("Bram", "mention"), ("Dirk", "mention")]


def test_a_change_tells_only_who_is_new_and_never_again_who_heard(t):
    with acting(cast.KEEPER):
        Member.objects.create(neighbourhood=t.c.brug, person_id=8_200_001, name="Zoë Ñandú")
    hear_all()
    for body in ("@Bram", "@Zoë Ñandú", "@Bram @Dirk @Zoë Ñandú"):
        changed(t, body)
        hear_all()
    assert heard() == [("Bram", "mention"), ("Dirk", "mention"), ("Zoë Ñandú", "mention")]


def test_whose_post_is_answered_hears_the_answer_only(t):
    answered(t, "Graag gedaan @An. Of @Marie, of @Dirk?")
    hear_all()
    assert heard() == [("An", "comment_post"), ("Bram", "mention"), ("Dirk", "mention"), ("Dirk", "mention")]


def test_a_changed_remark_tells_who_is_new_but_not_whom_it_answered(t):
    remark = answered(t, "Graag gedaan", who="bram")
    with acting(t.bram):
        edit_comment(t.bram, comment=remark.id, body="Graag gedaan @An en @Dirk")
    with acting(cast.KEEPER):
        Entry.objects.filter(neighbourhood=t.c.brug, verb="publish_post").delete()
    hear_all()
    assert heard() == [("An", "comment_post"), ("Dirk", "mention")]


def test_blocked_or_muted_meanwhile_is_silence(t):
    with acting(cast.KEEPER):
        Block.objects.create(blocker_id=t.c.bram.id, blocked_id=t.c.an.id)
        Member.objects.filter(neighbourhood=t.c.brug, name="Dirk").update(state="suspended")
    hear_all()
    assert heard() == []


@pytest.mark.parametrize("field", ["withdrawn_at", "held_at"])
def test_what_does_not_stand_names_nobody(t, field):
    with acting(cast.KEEPER):
        Post.objects.filter(neighbourhood=t.c.brug, id=t.post.id).update(**{field: now()})
    hear_all()
    assert heard() == []


def test_there_is_a_measure_of_how_many_are_told_in_a_day(t, monkeypatch):
    monkeypatch.setattr(audiences, "NAMED_A_DAY", 1)
    hear_all()
    changed(t, "@Dirk @Bram")
    hear_all()
    assert heard() == [("Bram", "mention")]


def test_the_bell_leads_to_it(t, client):
    remark = answered(t, "Ook @Bram zelf <b>", who="marie")
    hear_all()
    page = cast.sign_in(client, t.c.bram).get(reverse("bell", args=["oever-brug"])).content.decode()
    url = reverse("post", args=["oever-brug", t.post.id])
    assert f'href="{url}"' in page and "<bdi>An</bdi>" in page
    assert f'href="{url}#comment-{remark.id}"' in page and "<bdi>Marie</bdi>" in page
    assert "Dank je @Bram &amp; @Dirk, &lt;i&gt;ook" in page and "Ook @Bram zelf &lt;b&gt;" in page


def test_the_mail_says_who_and_what_and_where(t, settings):
    hear_all()
    assert send() == "sent"
    (mail,) = mails(settings)
    link = f"http://127.0.0.1:8000{reverse('post', args=['oever-brug', t.post.id])}"
    text, html = (mail.get_body((kind,)).get_content() for kind in ("plain", "html"))
    assert mail["To"] == "bram@example.org"
    for words_in_it in ("An", "“Ladder”", "Dank je @Bram & @Dirk, <i>ook</i>", link):
        assert words_in_it in text
    assert "#comment" not in text
    assert "Dank je @Bram &amp; @Dirk, &lt;i&gt;ook" in html and f'href="{link}"' in html
    assert not any(private in mail["Subject"] for private in ("An", "Ladder")) and "Brug" in mail["Subject"]


def test_without_text_it_names_nobody(t, settings):
    with acting(t.bram):
        set_preferences(t.bram, mail_text=False)
    hear_all()
    assert send() == "sent"
    text = mails(settings)[0].as_string()
    assert not any(private in text for private in ("Ladder", "Dank", "Dirk"))


def take_back(t):
    with acting(cast.KEEPER):
        Post.objects.filter(neighbourhood=t.c.brug, id=t.post.id).update(withdrawn_at=now())


def name_no_longer(t):
    changed(t, "Dank je buren")


def block(t):
    with acting(cast.KEEPER):
        Block.objects.create(blocker_id=t.c.an.id, blocked_id=t.c.bram.id)


def leave(t):
    with acting(cast.KEEPER):
        Member.objects.filter(neighbourhood=t.c.brug, id=t.bram.member).update(state="gone")


def want_none(t):
    with acting(t.bram):
        set_preferences(t.bram, mentions="none")


@pytest.mark.parametrize("change", [take_back, name_no_longer, block, leave, want_none])
def test_what_changed_meanwhile_stops_the_mail(t, settings, change):
    hear_all()
    change(t)
    assert send() == "unwanted"
    assert mails(settings) == []


def test_what_is_kept_holds_no_name_that_is_not_in_the_text(t):
    answered(t, "@An @Noor @Marie @Ilse")
    with acting(cast.KEEPER):
        said = [*Post.objects.all(), *Comment.objects.all()]
    assert said and all(f"@{name}" in one.body for one in said for name in one.mentions)
    assert [sorted(one.mentions) for one in said] == [["Bram", "Dirk"], ["An", "Noor"]]
