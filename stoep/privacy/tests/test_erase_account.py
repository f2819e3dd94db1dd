"""Erasing one's account: read what goes, shown that it is oneself, ticked, hidden at once; two weeks to come back, then gone."""

import re
import time
import uuid
from datetime import timedelta
from urllib.parse import parse_qs, urlparse

import psycopg
import time_machine
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client, TestCase, override_settings
from django.utils import timezone

from stoep.board.actions.comments import comment_post
from stoep.board.models import Claim, Comment, Post, Thing
from stoep.care.models import HelpOffer, HelpRequest
from stoep.chat.models import Conversation, Message, pair_of
from stoep.lib.clock import now
from stoep.lib.roles import acting
from stoep.membership.models import Member, Seat
from stoep.people.models import Person, Session
from stoep.privacy.erasing import erase_due
from stoep.privacy.hiding import hide_account, show_account
from stoep.privacy.models import Erasure
from tests import cast
from tests.raw import raw

PAGE = "/account/data/erase/"
SURE = {"sure": "on"}


def asked(test, who="an", **ticks):
    """Signed in, and asked as the page does; the job has run."""
    client = signed_in(who)
    answer = client.post(PAGE, SURE | ticks)
    test.assertEqual((answer.status_code, answer.headers.get("Location")), (302, "/account/erased/"))
    with acting(cast.KEEPER):
        erasure = Erasure.objects.get(person_id=getattr(test.c, who).pk)
    hide_account(str(erasure.id))
    return client, erasure


def signed_in(who, **more):
    client = Client(headers={"accept-language": "en"}, **more)
    client.post("/account/login/", {"login": f"{who}@example.org", "password": cast.PASSWORD})
    return client


def way_back() -> str:
    return re.search(r"http\S+?(/account/back/\S+/)", mail.outbox[0].body)[1]


@override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend")
class EraseAccount(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()
        cls.here = {"neighbourhood_id": cls.c.brug.id}
        with acting(cast.KEEPER):
            Person.objects.filter(id=cls.c.an.pk).update(language="en")
            hers = {**cls.here, "author_id": cls.c.an_member.id, "language": "nl"}
            cls.post = Post.objects.create(**hers, title="Ladder", body="Wie heeft een ladder?")
            cls.lone = Post.objects.create(**hers, body="Niemand antwoordt")
            named = {"An": str(cls.c.an_member.id)}
            cls.theirs = Post.objects.create(
                **cls.here, author_id=cls.c.bram_member.id, body="Dank je @An, en dank An.", mentions=named, language="nl"
            )
        for who, under in (("bram", cls.post), ("an", cls.theirs)):
            standing = cast.member(cls.c, who)
            with acting(standing):
                comment_post(standing, post=under.id, body=f"Antwoord van {who}", act=uuid.uuid4())

    def board(self):
        return signed_in("bram").get("/n/oever-brug/").content.decode()

    def test_the_page_says_what_goes_and_what_stays_and_nothing_happens_by_reading(self):
        page = signed_in("an").get(PAGE).content.decode()
        for words in ("What goes", "What stays", "Take your time", "Erase my account", 'name="sure"'):
            assert words in page
        assert "anyway" not in page, "nothing is open"
        with acting(cast.KEEPER):
            assert not Erasure.objects.exists()

    def test_it_takes_a_tick_and_showing_that_it_is_you(self):
        an = signed_in("an")
        assert an.post(PAGE, {}).status_code == 422
        with time_machine.travel(now() + timedelta(minutes=6)):
            assert "Show that it is me" in an.get(PAGE).content.decode()
            assert an.post(PAGE, SURE).url == f"/account/reauthenticate/?next={PAGE}"
        with acting(cast.KEEPER):
            assert not Erasure.objects.exists() and Person.objects.get(id=self.c.an.pk).is_active

    def test_who_has_no_password_comes_back_to_the_page_by_signing_in_anew(self):
        with acting(cast.KEEPER):
            Person.objects.filter(id=self.c.an.pk).update(password="!")
            bare = Person.objects.get(id=self.c.an.pk)
        cast.sign_in(an := Client(), bare)
        with time_machine.travel(now() + timedelta(minutes=6)):
            out = an.post(PAGE, SURE).url
            sign_in = an.post(out).url
        assert out.startswith("/account/logout/") and sign_in.startswith("/account/login/")
        assert parse_qs(urlparse(sign_in).query) == {"next": [PAGE]}

    def test_a_form_of_elsewhere_erases_nobody(self):
        an = Client(enforce_csrf_checks=True)
        an.cookies = signed_in("an").cookies
        assert an.post(PAGE, SURE).status_code == 403
        with acting(cast.KEEPER):
            assert not Erasure.objects.exists()

    def test_what_is_open_between_two_is_named_and_has_a_tick_of_its_own(self):
        with acting(cast.KEEPER):
            his = {**self.here, "author_id": self.c.bram_member.id, "language": "nl"}
            drill = Post.objects.create(**his, kind="thing", title="Boor", body="")
            Thing.objects.create(**self.here, post_id=drill.id, what="lend")
            today = timezone.localdate()
            has = {"member_id": self.c.an_member.id, "state": "handed", "starts": today, "ends": today}
            Claim.objects.create(**self.here, post_id=drill.id, **has)
        an = signed_in("an")
        assert "You still have “Boor” of Bram." in an.get(PAGE).content.decode()
        assert an.post(PAGE, SURE).status_code == 422
        asked(self, anyway="on")
        assert "Een vroegere buur" in signed_in("bram").get(f"/n/oever-brug/posts/{drill.id}/").content.decode()

    def test_who_acts_for_a_town_or_the_platform_is_told_why_not(self):
        town, platform = "You act for Oever until", "You run this platform until"
        for who, words in (("els", town), ("dirk", town), ("karim", platform)):
            client = Client(headers={"accept-language": "en"})
            cast.sign_in(client, getattr(self.c, who), second_step=True)
            Person.objects.filter(id=getattr(self.c, who).pk).update(language="en")
            assert words in client.get(PAGE).content.decode()
            session = client.session
            session["account_authentication_methods"] = [{"method": "mfa", "at": time.time()}]
            session.save()
            client.post(PAGE, SURE)
            with acting(cast.KEEPER):
                assert Person.objects.get(id=getattr(self.c, who).pk).is_active and not Erasure.objects.exists()

    def test_from_the_next_request_on_no_device_is_signed_in(self):
        other = signed_in("an", REMOTE_ADDR="198.51.100.9")
        mine = signed_in("an")
        answer = mine.post(PAGE, SURE)
        assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
        for client in (mine, other):
            assert client.get("/n/oever-brug/").status_code == 404
        with acting(cast.KEEPER):
            assert not Session.objects.filter(person_id=self.c.an.pk).exists()
        assert signed_in("an").get("/n/oever-brug/").status_code == 404

    def test_hidden_is_off_the_board_out_of_the_lists_and_named_nowhere(self):
        asked(self)
        page = self.board()
        assert "Wie heeft een ladder" not in page and "Antwoord van an" not in page
        assert "Dank je een vroegere buur, en dank An." in page, "a word typed as any other is its writer's"
        bram = signed_in("bram")
        assert bram.get(f"/n/oever-brug/neighbour/{self.c.an_member.id}/").status_code == 404
        assert str(self.c.an_member.id) not in bram.get("/n/oever-brug/neighbours/").content.decode()
        assert bram.get(f"/n/oever-brug/posts/{self.post.id}/").status_code == 410, "who answered finds a trace"

    def test_the_other_one_keeps_what_they_said_in_a_conversation(self):
        ids = [self.c.an_member.id, self.c.bram_member.id]
        with acting(cast.KEEPER):
            talk = Conversation.objects.create(**self.here, members=ids, begun_by=ids[0], pair=pair_of(*ids))
            for author, words in zip(ids, ("Van An", "Van Bram"), strict=True):
                Message.objects.create(**self.here, conversation_id=talk.id, members=ids, author_id=author, body=words)
        asked(self)
        for moment in (0, 15):
            with time_machine.travel(now() + timedelta(days=moment)):
                erase_due()
                page = signed_in("bram").get(f"/n/oever-brug/chat/{talk.id}/").content.decode()
            assert "Van Bram" in page and "Van An" not in page and "vroegere buur" in page

    def test_the_link_of_the_mail_brings_everything_back(self):
        def seen():
            with acting(cast.KEEPER):
                member = Member.objects.filter(**self.here, id=self.c.an_member.id).values().get()
                said = Post.objects.filter(**self.here).order_by("id").values_list("body", "withdrawn_at", "mentions", "talk_count")
                remarks = Comment.objects.filter(**self.here).order_by("id").values_list("body", "withdrawn_at", "mentions")
                return member, list(said), list(remarks)

        before = seen()
        _client, erasure = asked(self)
        assert seen() != before
        link = way_back()
        assert "Would you like to come back?" in Client(headers={"accept-language": "en"}).get(link).content.decode()
        assert seen() != before, "the link alone does nothing"
        assert "Welcome back" in Client(headers={"accept-language": "en"}).post(link).content.decode()
        show_account(str(erasure.id))
        show_account(str(erasure.id))
        assert seen() == before
        assert signed_in("an").get("/n/oever-brug/").status_code == 200
        with time_machine.travel(now() + timedelta(days=30)):
            assert erase_due() == 0
        for again in ("get", "post"):  # nobody is asked once more what they did already
            assert "opens nothing any more" in getattr(Client(headers={"accept-language": "en"}), again)(link).content.decode()

    def test_after_two_weeks_nobody_comes_back(self):
        asked(self)
        link = way_back()
        with time_machine.travel(now() + timedelta(days=13)):
            assert erase_due() == 0
        with time_machine.travel(now() + timedelta(days=14, hours=1)):
            assert "opens nothing any more" in Client(headers={"accept-language": "en"}).post(link).content.decode()
            assert erase_due() == 1
        for forged in (link[:-4] + "xyz/", "/account/back/nothing/"):
            assert "opens nothing any more" in Client(headers={"accept-language": "en"}).post(forged).content.decode()

    def test_what_neighbours_answered_stays_and_what_nobody_answered_goes(self):
        asked(self)
        with time_machine.travel(now() + timedelta(days=15)):
            erase_due()
        with acting(cast.KEEPER):
            empty = Post.objects.get(**self.here, id=self.post.id)
            assert (empty.title, empty.body, empty.vector, empty.author_id) == ("", "", None, self.c.an_member.id)
            assert not Post.objects.filter(**self.here, id=self.lone.id).exists()
            assert Comment.objects.filter(**self.here, body="Antwoord van bram").exists()
            assert not Comment.objects.filter(**self.here, author_id=self.c.an_member.id).exists()
            assert not Person.objects.filter(id=self.c.an.pk).exists() and not Seat.objects.filter(person_id=self.c.an.pk).exists()
        assert signed_in("bram").get(f"/n/oever-brug/posts/{self.post.id}/").status_code == 410

    def test_a_request_for_help_goes_too_unless_a_neighbour_offered_some(self):
        hers = {**self.here, "author_id": self.c.an_member.id, "language": "nl", "kind": "help", "title": "Kast", "body": "Boven"}
        with acting(cast.KEEPER):
            alone, offered = Post.objects.create(**hers), Post.objects.create(**hers)
            for post in (alone, offered):
                HelpRequest.objects.create(**self.here, post_id=post.id, skill="carrying", moment="zaterdag", helpers=3)
            HelpOffer.objects.create(**self.here, post_id=offered.id, member_id=self.c.bram_member.id, words="Ik kom")
        asked(self)
        with time_machine.travel(now() + timedelta(days=15)):
            erase_due()
        with acting(cast.KEEPER):
            kept = HelpRequest.objects.get(**self.here)
            assert (kept.post_id, kept.skill, kept.moment, kept.helpers) == (offered.id, "", "", 1)
            assert not Post.objects.filter(**self.here, id=alone.id).exists()
            assert Post.objects.get(**self.here, id=offered.id).title == "" and HelpOffer.objects.get(**self.here).words == "Ik kom"

    def test_two_mails_in_their_language_and_none_after(self):
        for who, hidden, gone in (("chloe", "Votre compte est masqué", "Votre compte est effacé"),):
            asked(self, who)
            with time_machine.travel(now() + timedelta(days=15)):
                erase_due()
                erase_due()
            assert [letter.subject for letter in mail.outbox] == [hidden, gone]
            assert {tuple(letter.to) for letter in mail.outbox} == {(f"{who}@example.org",)}

    def test_who_is_suspended_or_moved_out_goes_too(self):
        for who in ("ilse", "hugo"):
            asked(self, who)
        with time_machine.travel(now() + timedelta(days=15)):
            assert erase_due() == 2

    def test_who_shares_the_mailbox_keeps_it(self):
        with acting(cast.KEEPER):
            jef = Person.objects.create(email="an@example.org", beside=1, name="Jef", password="!")
            EmailAddress.objects.create(user=jef, email=jef.email, verified=True, primary=True)
        asked(self)
        with time_machine.travel(now() + timedelta(days=15)):
            erase_due()
        with acting(cast.KEEPER):
            assert Person.objects.get(id=jef.pk).beside == 0 and EmailAddress.objects.get(user=jef)

    def test_what_is_kept_until_then_the_sign_in_side_cannot_read(self):
        """On a connection of its own nothing of this test is there: it is the rights that are tried."""
        with raw("stoep_web") as query:
            assert query("SELECT count(state) FROM privacy_erasure") == [0]
            with self.assertRaises(psycopg.errors.InsufficientPrivilege):
                query("SELECT kept FROM privacy_erasure")
