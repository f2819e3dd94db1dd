"""The canaries again, in what leaves the house by itself: mails with news, and messages to devices."""

import json
from email import message_from_bytes, policy
from pathlib import Path

from django.conf import settings
from django.test import TestCase, override_settings

from stoep.lib.clock import now
from stoep.lib.roles import acting
from stoep.lib.shards import fan_out
from stoep.lib.tests.browser import Browser, push_service
from stoep.notify.devices.keeping import keep_device
from stoep.notify.devices.pushing import push_to_device
from stoep.notify.digesting import send_round
from stoep.notify.models import Notification
from tests import cast

from .scene import INSIDE, Scene
from .test_canaries import WORD


class Told(TestCase):
    def test_mails_with_news_hold_only_what_their_reader_may_see(self):
        scene, seen = Scene(), set()
        for place in (scene.c.brug, scene.c.kaai, scene.c.markt):
            send_round(place.id, "weekly", now())
            seen |= self.read(scene, place.slug)
        assert {("post.body bram", "an"), ("post.body chloe", "dirk"), ("announcement.title oever", "chloe")} <= seen

    def read(self, scene, place) -> set:
        seen = set()
        for mail in Path(settings.MAIL_DIR).glob("*.eml"):
            message = message_from_bytes(mail.read_bytes(), policy=policy.default)
            who = message["To"].partition("@")[0]
            text = "".join(part.get_content() for part in message.walk() if part.get_content_maintype() == "text")
            assert who in INSIDE[place] and not WORD.search(str(message["Subject"]).encode())
            for word, (field, may_see) in scene.tokens.items():
                if word in text:
                    assert who in may_see, (field, who)
                    seen.add((field, who))
            mail.unlink()
        return seen

    def test_messages_to_devices_hold_none(self):
        scene = Scene()
        with push_service() as service, override_settings(PUSH_HOSTS=[service.url]):
            phone = Browser(f"{service.url}/bram")
            given = {"endpoint": phone.endpoint, "p256dh": phone.point, "auth": phone.secret}
            device = keep_device(cast.KEEPER, person=scene.c.bram, **given)
            with acting(cast.KEEPER), fan_out("the test's bell"):
                Notification.objects.filter(member_id=scene.c.bram_member.id).update(verb="comment_post")
                (notice,) = Notification.objects.filter(member_id=scene.c.bram_member.id)
            with acting(cast.KEEPER):
                assert push_to_device(notice.neighbourhood_id, str(notice.id), str(device.id)) == "sent"
            ((_, headers, body),) = service.kept
        said = phone.open(body)
        assert json.loads(said)["body"] and not WORD.search(said) and not WORD.search(repr(headers).encode())
