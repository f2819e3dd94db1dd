"""Messages to devices: to whom, what is in them, and what stops them. A push service and a browser of our own at the other end."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse

from stoep.board.announcements.delivering import deliver
from stoep.board.models import Announcement, Comment
from stoep.cli.jobs import drain
from stoep.lib.clock import now
from stoep.lib.roles import acting
from stoep.lib.tests.browser import Browser, push_service
from stoep.membership.models import Seat
from stoep.notify.actions import mute_talk, read_bell, set_preferences
from stoep.notify.devices.keeping import keep_device
from stoep.notify.devices.pushing import TryLater, knock, push_notification, push_to_device
from stoep.notify.models import Notification, PushDevice
from tests import cast
from tests.raw import empty_tables, raw

from .scene import hear, talk

KEPT = {"p256dh": "point", "auth": "secret"}


@pytest.fixture
def t(settings):
    """An's phone is on; Bram answered her. Nobody has heard of it yet."""
    scene = talk(cast.build())
    with push_service() as scene.service:
        settings.PUSH_HOSTS = [scene.service.url]
        scene.phone = Browser(f"{scene.service.url}/phone")
        switch_on(scene, scene.phone)
        yield scene


def switch_on(t, browser, who="an"):
    given = {"endpoint": browser.endpoint, "p256dh": browser.point, "auth": browser.secret}
    return keep_device(cast.KEEPER, person=getattr(t.c, who), **given)


def row(t) -> Notification:
    hear(t.entry)
    with acting(cast.KEEPER):
        return Notification.objects.get()


def push(t) -> str:
    notice = row(t)
    with acting(cast.KEEPER):
        push_notification(t.an.here, str(notice.id))
        return push_to_device(t.an.here, str(notice.id), str(PushDevice.objects.get(person_id=t.c.an.id).id))


def read(t) -> list[dict]:
    return [json.loads(t.phone.open(body)) for _, _, body in t.service.kept]


@pytest.mark.django_db
def test_a_message_has_no_name_and_no_text(t):
    assert push(t) == "sent"
    (said,) = read(t)
    whole = json.dumps(said, ensure_ascii=False)
    assert not any(secret in whole for secret in ("Bram", "An", "ladder", "Kom maar", str(t.post.id), str(t.answer.id)))
    assert said["url"] == "/n/oever-brug/bell/" and said["language"] == "nl" and said["body"]
    (_, headers, body) = t.service.kept[0]
    assert headers["TTL"] == "86400" and headers["Content-Encoding"] == "aes128gcm" and headers["Authorization"].startswith("vapid t=")
    assert len(headers["Topic"]) == 32 and b"ladder" not in body


@pytest.mark.django_db
def test_with_text_for_who_wants_it(t):
    with acting(t.an):
        set_preferences(t.an, push_text=True)
    push(t)
    (said,) = read(t)
    assert said["title"] == "Brug" and "Bram" in said["body"] and "Kom maar" in said["body"] and len(said["body"]) < 400


def withdraw(t):
    with acting(cast.KEEPER):
        Comment.objects.filter(neighbourhood_id=t.an.here, id=t.answer.id).update(withdrawn_at=now())


def read_it(t):
    with acting(t.an):
        read_bell(t.an, until=now())


def want_none(t):
    with acting(t.an):
        set_preferences(t.an, push=["announcements"])


def mute(t):
    with acting(t.an):
        mute_talk(t.an, post=t.post)


def move_out(t):
    with acting(cast.KEEPER):
        Seat.objects.filter(person_id=t.c.an.id).update(state="gone")


def somebody_elses(t):
    switch_on(t, t.phone, who="bram")
    with acting(cast.KEEPER):
        PushDevice.objects.update(id=t.device)


@pytest.mark.django_db
@pytest.mark.parametrize("change", [withdraw, read_it, want_none, mute, move_out, somebody_elses])
def test_what_changed_meanwhile_stops_it(t, change):
    notice = row(t)
    with acting(cast.KEEPER):
        t.device = PushDevice.objects.get().id
    change(t)
    with acting(cast.KEEPER):
        assert push_to_device(t.an.here, str(notice.id), str(t.device)) == "unwanted"
    assert t.service.kept == []


@pytest.mark.django_db
@pytest.mark.parametrize("status, outcome, stays", [(404, "gone", 0), (410, "gone", 0), (403, "refused", 1), (307, "refused", 1)])
def test_what_the_push_service_answers(t, status, outcome, stays):
    t.service.answers["/phone"] = status
    assert push(t) == outcome
    assert PushDevice.objects.count() == stays and len(t.service.kept) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("status", [429, 500, 503])
def test_trouble_that_may_pass_is_raised_and_names_nobody(t, status):
    t.service.answers["/phone"] = status
    with pytest.raises(TryLater) as trouble:
        push(t)
    assert "phone" not in str(trouble.value)


@pytest.mark.django_db
def test_an_address_that_is_no_longer_on_the_list_is_not_spoken_to(t, settings):
    settings.PUSH_HOSTS = ["fcm.googleapis.com"]
    with acting(cast.KEEPER):
        assert knock(PushDevice.objects.get(), b"{}", "x") == "refused"
    assert t.service.kept == []


@pytest.mark.django_db
def test_while_it_is_quiet_it_waits(t):
    hour = (now() + timedelta(hours=1)).astimezone().hour  # whatever the hour, it is inside these
    with acting(t.an):
        set_preferences(t.an, quiet_from=(hour + 20) % 24, quiet_until=(hour + 6) % 24)
    notice = row(t)
    with acting(cast.KEEPER):
        assert push_notification(t.an.here, str(notice.id)) == 0


@pytest.mark.django_db
@pytest.mark.parametrize("endpoint", ["https://evil.example/x", "http://169.254.169.254/", "https://127.0.0.1/", "nonsense"])
def test_only_push_services_are_taken(t, client, endpoint):
    an = cast.sign_in(client, t.c.an)
    given = Browser(endpoint).subscription()
    assert an.post(reverse("keep_device"), given).status_code == 403
    assert PushDevice.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("field, value", [("p256dh", "!!"), ("auth", ""), ("p256dh", "AAAA")])
def test_nonsense_is_said_to_be_so(t, client, field, value):
    an = cast.sign_in(client, t.c.an)
    answer = an.post(reverse("keep_device"), {**Browser(f"{t.service.url}/2").subscription(), field: value})
    assert answer.status_code in (302, 403) and PushDevice.objects.count() == 1


@pytest.mark.django_db
def test_on_and_off_in_ones_own_list_only(t, client):
    an = cast.sign_in(client, t.c.an)
    assert an.post(reverse("keep_device"), Browser(f"{t.service.url}/laptop").subscription()).status_code == 302
    page = an.get(reverse("devices")).content.decode()
    assert page.count('name="device"') == 2 and "/laptop" not in page and "/phone" not in page
    device = PushDevice.objects.get(endpoint__endswith="/laptop")
    bram = cast.sign_in(type(client)(), t.c.bram)
    bram.post(reverse("drop_device"), {"device": device.id})
    bram.post(reverse("drop_device"), {"endpoint": device.endpoint})
    assert PushDevice.objects.count() == 2
    an.post(reverse("drop_device"), {"device": device.id})
    assert PushDevice.objects.count() == 1


@pytest.mark.django_db
def test_ten_devices_at_most(t):
    for n in range(12):
        switch_on(t, Browser(f"{t.service.url}/{n}"))
    assert PushDevice.objects.count() == 10 and not PushDevice.objects.filter(endpoint__endswith="/phone").exists()


@pytest.mark.django_db
def test_neighbours_and_the_desk_reach_no_device(t):
    for login, role in (("stoep_web", "stoep_resident"), ("stoep_desk_web", None), ("stoep_desk_web", "stoep_desk")):
        with raw(login, role) as query, pytest.raises(Exception, match="permission denied"):
            query("SELECT endpoint FROM notify_pushdevice")


@pytest.mark.django_db(transaction=True)
def test_from_the_act_to_the_phone_once_each(t):
    try:
        t.service.answers["/dead"] = 410
        switch_on(t, Browser(f"{t.service.url}/dead"))
        switch_on(t, Browser(f"{t.service.url}/marie"), who="marie")
        assert drain()["failed"] == 0
        assert sorted(path for path, _, _ in t.service.kept) == ["/dead", "/phone"]
        with acting(cast.KEEPER):
            assert sorted(d.endpoint.rpartition("/")[2] for d in PushDevice.objects.all()) == ["marie", "phone"]
    finally:
        empty_tables()


@pytest.mark.django_db(transaction=True)
def test_the_town_is_heard_by_who_asked_for_it(t):
    """One job for the neighbourhood, one for each device that was asked for; no name of the official in it."""
    try:
        drain()
        t.service.kept.clear()
        marie = Browser(f"{t.service.url}/marie")
        switch_on(t, marie, who="marie")
        standing = cast.member(t.c, "marie")
        with acting(standing):
            set_preferences(standing, push=["announcements"])
        with acting(cast.KEEPER):
            texts = {"nl": {"title": "Werken", "body": "Vanaf maandag."}}
            sent = Announcement.objects.create(
                municipality_id=t.c.oever.id, mandate_id=t.c.els_mandate.id, signed="Els", texts=texts, fallback="nl",
                neighbourhoods=[t.c.brug.id], households=8,
            )  # fmt: skip
            deliver(t.c.oever.id, sent.id)
        assert drain()["failed"] == 0
        ((path, _, body),) = t.service.kept
        said = json.loads(marie.open(body))
        assert path == "/marie" and "/posts/" in said["url"] and "Els" not in json.dumps(said) and "Werken" not in said["body"]
    finally:
        empty_tables()
