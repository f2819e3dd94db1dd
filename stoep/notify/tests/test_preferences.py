"""What one wants to hear, and the way out at the foot of a mail."""

import re
from pathlib import Path

import pytest
from django.forms.models import model_to_dict
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.translation import override

from stoep.chat.models import MailWish
from stoep.cli.jobs import drain
from stoep.lib.roles import acting
from stoep.lib.tickets import read_ticket
from stoep.notify.models import WISHES, Preference
from stoep.notify.unsubscribing import read_token, unsubscribe_url, why_url
from tests import cast
from tests.raw import empty_tables

from .scene import hear, talk


def path_of(address: str) -> str:
    return address.partition("8000")[2]


@pytest.mark.django_db
def test_the_switches_show_and_keep(client):
    c = cast.build()
    an, url = cast.sign_in(client, c.an), reverse("notification_settings", args=["oever-brug"])
    page = an.get(url).content.decode()
    assert [page.count(word) for word in ("checked", "selected")] == [7, 10], "as it is for whoever has chosen nothing"
    given = {"rhythm": "daily", "answers": "digest", "mentions": "none", "announcements": "digest", "posts": "none", "push": "answers",
             "messages": "180", "quiet_from": "21", "quiet_until": "8", "urgent": "digest", "lost": "now"}  # fmt: skip
    assert an.post(url, given).status_code == 302
    with acting(cast.KEEPER):
        kept = model_to_dict(Preference.objects.get(), fields=WISHES)
        assert MailWish.objects.get().after == 180
    del given["messages"]
    expected = {**given, "push": ["answers"], "quiet_from": 21, "quiet_until": 8, "mail_text": False, "push_text": False, "wake": False}
    assert kept == expected
    assert 'value="21" selected' in an.get(url).content.decode()
    given |= {"messages": "180", "rhythm": "hourly"}
    assert "selected" in an.post(url, given).content.decode(), "the page comes back, nothing is kept"


@pytest.mark.django_db(transaction=True)
def test_one_click_stops_the_mails_without_signing_in(settings):
    t = talk(cast.build())
    try:
        path = path_of(unsubscribe_url(t.an.here, t.an.member, "answers"))
        mailer = Client(enforce_csrf_checks=True)
        assert mailer.get(path).status_code == 200
        drain()
        with acting(cast.KEEPER):
            assert Preference.objects.count() == 0, "a scanner that only looks switches nothing off"
        assert mailer.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
        drain()
        with acting(cast.KEEPER):
            kept = Preference.objects.get(neighbourhood_id=t.an.here, member_id=t.an.member)
            assert (kept.answers, kept.mentions, kept.rhythm) == ("none", "now", "weekly"), "this kind only"
        before = len(list(Path(settings.MAIL_DIR).glob("*")))
        hear(t.entry)
        drain()
        assert len(list(Path(settings.MAIL_DIR).glob("*"))) == before
    finally:
        empty_tables()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change", [lambda p: p[:-2] + "/", lambda p: p.replace("/1-", "/2-"), lambda p: "/notify/unsubscribe/x/"]
)
def test_a_changed_address_is_not_there(client, change):
    c = cast.build()
    path = path_of(unsubscribe_url(c.brug.id, c.an_member.id, "digest"))
    assert client.get(path).status_code == 200
    assert client.get(change(path)).status_code == client.post(change(path)).status_code == 404


def test_a_token_serves_one_purpose():
    from django.core import signing

    token = signing.Signer(salt="something else").sign("1-0192f0c0a1b27c3d8e4f5a6b7c8d9e0f-answers").replace(":", ".")
    assert read_token(token) is None


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["answers", "mentions", "digest"])
@pytest.mark.parametrize("language", ["nl", "fr", "de", "en"])
def test_why_did_i_get_this(client, kind, language):
    c = cast.build()
    with override(language):
        path, stop = (path_of(url(c.brug.id, c.an_member.id, kind)) for url in (why_url, unsubscribe_url))
    page = client.get(path, headers={"Accept-Language": "en-US"}).content.decode()
    assert f'<html lang="{language}"' in page, "as the mail did, whatever the browser speaks"
    assert "Brug" in page and stop in page
    assert not re.search(r"\bAn\b", strip_tags(page)), "a link that somebody else opens names nobody"
    assert client.post(path).status_code == 405


@pytest.mark.django_db
def test_a_language_chosen_on_this_device_is_spoken_there(client, settings):
    c = cast.build()
    with override("de"):
        path = path_of(unsubscribe_url(c.brug.id, c.an_member.id, "digest"))
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "fr"
    assert '<html lang="fr"' in client.get(path).content.decode()


@pytest.mark.django_db
def test_a_page_is_told_where_to_listen(client, settings):
    settings.LIVE_URL = "http://127.0.0.1:8001"
    c = cast.build()
    url = reverse("live_ticket", args=["oever-brug"])
    an = cast.sign_in(client, c.an)
    stream = an.post(url).json()["stream"]
    ticket = read_ticket(stream.removeprefix("http://127.0.0.1:8001/"))
    assert (ticket.person, ticket.neighbourhood) == (c.an.id, c.brug.id)
    assert an.get(url).status_code == 405
    settings.LIVE_URL = ""
    assert an.post(url).json() == {"stream": ""}


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["ilse", "hugo", "chloe", "els", None])
def test_who_may_not_enter_gets_no_ticket(client, who):
    c = cast.build()
    if who:
        cast.sign_in(client, getattr(c, who))
    assert client.post(reverse("live_ticket", args=["oever-brug"])).status_code == 404
