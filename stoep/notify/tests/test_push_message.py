"""A neighbour writes: a word to the devices of whoever has it unread, once for a conversation; a mail after as long as they choose."""

import json
import uuid
from types import SimpleNamespace

import pytest

from stoep.chat.actions import mark_read, mute_conversation, send_message, start_conversation
from stoep.chat.models import Waiting
from stoep.cli.jobs import drain
from stoep.journal.models import Entry
from stoep.lib.clock import now
from stoep.lib.roles import acting
from stoep.lib.tests.browser import Browser, push_service
from stoep.notify.actions import set_preferences
from stoep.notify.devices.keeping import keep_device
from stoep.notify.devices.talking import push_message, push_message_to
from stoep.notify.hearing import hear_entry
from stoep.notify.models import PushDevice
from tests import cast
from tests.raw import empty_tables, raw


@pytest.fixture
def t(settings):
    """Bram's phone is on; An writes to him."""
    c = cast.build()
    scene = SimpleNamespace(c=c, an=cast.member(c, "an"), bram=cast.member(c, "bram"))
    with acting(scene.an):
        scene.talk = start_conversation(scene.an, other=scene.bram.member)
    with acting(scene.bram):
        set_preferences(scene.bram, quiet_from=0, quiet_until=0)
    with push_service() as scene.service:
        settings.PUSH_HOSTS = [scene.service.url]
        scene.phone = Browser(f"{scene.service.url}/phone")
        keys = {"p256dh": scene.phone.point, "auth": scene.phone.secret}
        keep_device(cast.KEEPER, person=c.bram, endpoint=scene.phone.endpoint, **keys)
        yield scene


def say(t, body="Het geheim van de smid"):
    with acting(t.an):
        said = send_message(t.an, conversation=t.talk.id, body=body, act=uuid.uuid4())
    with acting(cast.KEEPER):
        t.heard = hear_entry(t.an.here, str(Entry.objects.get(neighbourhood=t.c.brug, verb="send_message", about=said.id).id))
        t.waits = str(Waiting.objects.get(neighbourhood=t.c.brug, member_id=t.bram.member).id)
    return said


def push(t) -> str:
    with acting(cast.KEEPER):
        push_message(t.an.here, t.waits)
        return push_message_to(t.an.here, t.waits, str(PushDevice.objects.get().id))


@pytest.mark.django_db
def test_no_name_and_no_word_and_once_for_the_conversation(t):
    say(t)
    assert (t.heard, push(t)) == (1, "sent")
    say(t, "Hoor je mij?")
    assert t.heard == 0
    (said,) = [json.loads(t.phone.open(body)) for _, _, body in t.service.kept]
    assert "smid" not in str(said) and "An" not in said["body"] and said["title"] == "Stoep"
    assert said["url"] == f"/n/oever-brug/chat/{t.talk.id}/"


@pytest.mark.django_db
def test_who_wrote_for_whom_wants_that_and_still_no_word_of_it(t):
    with acting(t.bram):
        set_preferences(t.bram, push_text=True)
    say(t)
    push(t)
    said = json.loads(t.phone.open(t.service.kept[0][2]))
    assert said["body"].startswith("An") and "smid" not in str(said)


def read_it(t):
    with acting(t.bram):
        mark_read(t.bram, conversation=t.talk.id, up_to=t.said.id)


def mute(t):
    with acting(t.bram):
        mute_conversation(t.bram, conversation=t.talk.id, muted=True)


def want_none(t):
    with acting(t.bram):
        set_preferences(t.bram, push=["answers"])


@pytest.mark.django_db
@pytest.mark.parametrize("change", [read_it, mute, want_none])
def test_read_muted_or_not_wanted_calls_nobody(t, change):
    t.said = say(t)
    change(t)
    assert push(t) == "unwanted" and t.service.kept == []


@pytest.mark.django_db(transaction=True)
def test_a_word_in_a_moment_a_mail_after_as_long_as_one_wishes_and_quiet_hours(t):
    drain()
    try:
        for wish, minutes in (("180", [180]), ("none", [])):
            with acting(t.bram):
                set_preferences(t.bram, messages=wish)
            t.said = say(t)
            assert (due("mail_message", t.waits), due("push_message", t.waits)) == (minutes, [0]), wish
            read_it(t)
        hour = now().astimezone().hour
        with acting(t.bram):
            set_preferences(t.bram, quiet_from=(hour - 3) % 24, quiet_until=(hour + 4) % 24)
        say(t)
        with acting(cast.KEEPER):
            assert push_message(t.an.here, t.waits) == 0
        assert max(due("push_message", t.waits)) > 170
    finally:
        empty_tables()


def due(task: str, waiting: str) -> list[int]:
    """In how many minutes these jobs run."""
    with raw("owner") as query:
        sql = f"""SELECT round(extract(epoch FROM scheduled_at - now()) / 60)::int FROM procrastinate_jobs
 WHERE task_name = '{task}' AND args->>'waiting' = '{waiting}'"""
        return query(sql)
