"""Under eighteen (SECURITY G8): said by oneself, without a birth date; shielded from the first moment, and no stranger writes first."""

import re
import uuid
from datetime import timedelta

from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.test import Client, TestCase, override_settings
from django.test.utils import CaptureQueriesContext

from stoep.care.models import SkillOffer
from stoep.care.volunteers.actions import join_volunteers
from stoep.chat.actions import add_to_group, send_message, start_conversation, start_group
from stoep.journal.models import Entry
from stoep.lib.clock import now
from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed
from stoep.membership.actions.profile import mark_minor, shield_member
from stoep.membership.in_names.rules import may_sign
from stoep.membership.models import Member, Residence
from stoep.membership.proving import may_give_word, proof_of
from stoep.people.models import Person
from tests import cast

from .joiners import Joiner

ME = "/n/oever-brug/me/"


@override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend")
class MarkMinor(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def setUp(self):
        mail.outbox.clear()

    def child(self, standing=None):
        """An says to be seventeen."""
        standing = standing or cast.member(self.c, "an")
        with acting(standing):
            mark_minor(standing, minor=True)
        return standing

    def face(self, name):
        with acting(cast.KEEPER):
            return Member.objects.get(neighbourhood_id=self.c.brug.id, name=name)

    def write(self, who, to, **more):
        standing = cast.member(self.c, who, **more)
        with acting(standing):
            return start_conversation(standing, other=to.id)

    def test_said_while_joining_they_are_shielded_from_the_first_moment(self):
        gust = Joiner(self.c.gust_home)
        assert gust.all_the_way(self.c.gust_code, minor="on").status_code == 302
        face = self.face("Gust Maes")
        assert (face.minor, face.shielded, face.street, face.sought) == (True, True, "", None)
        assert "Brugstraat" not in gust.client.get("/n/oever-brug/welcome/1/").content.decode(), "it does not say that neighbours read it"
        bram = cast.sign_in(Client(), self.c.bram)
        for page in ("neighbours/?q=gust", "mention/?q=gu", "chat/new/?q=gust", "bell/", ""):
            assert "Gust" not in bram.get(f"/n/oever-brug/{page}").content.decode(), page

    def test_the_age_of_the_country_is_asked_and_has_to_be_said(self):
        gust = Joiner(self.c.gust_home)
        gust.pick()
        gust.code(self.c.gust_code)
        page = gust.client.get("/join/you/").content.decode()
        assert "I am 13 or older" in page and "I am under 18" in page and "birth" not in page
        refused = gust.client.post("/join/you/", {"name": "Gust", "email": "gust@example.org", "agree": "on", "minor": "on"})
        assert refused.status_code == 200 and mail.outbox == []

    def test_it_goes_along_with_an_application_and_with_a_move(self):
        gust = Joiner(self.c.gust_home)
        gust.pick()
        gust.client.post("/join/code/", {"without": "1"})
        gust.you(minor="on")
        gust.mail()
        gust.client.post("/pending/letter/", {"code": self.c.gust_code})
        assert self.face("Gust Maes").minor

    def test_a_tick_on_the_profile_shields_and_cannot_be_half_taken_back(self):
        an = cast.sign_in(Client(), self.c.an)
        an.post(ME, {"name": "An", "about": "", "minor": "on"})
        assert (self.face("An").minor, self.face("An").shielded) == (True, True)
        an.post(ME, {"name": "An", "about": "", "minor": "on", "shielded": ""})
        assert self.face("An").shielded
        standing = cast.member(self.c, "an")
        with acting(standing):
            assert shield_member(standing, shielded=False).shielded
        an.post(ME, {"name": "An", "about": ""})
        assert (self.face("An").minor, self.face("An").shielded) == (False, True), "first eighteen, then seen again if they like"
        an.post(ME, {"name": "An", "about": ""})
        assert not self.face("An").shielded and self.face("An").street == "Brugstraat"
        with acting(cast.KEEPER):
            assert Entry.objects.filter(verb="mark_minor", member_id=self.c.an_member.id).count() == 2

    def test_what_is_for_adults_is_not_offered_and_comes_with_the_birthday(self):
        an = cast.sign_in(self.client, self.c.an)
        more, way = "/n/oever-brug/more/", 'href="/n/oever-brug/let-in/"'
        self.assertContains(an.get(more), way)
        self.child()
        self.assertNotContains(an.get(more), way)

    def test_who_works_here_is_not_asked_whether_they_are_grown_up(self):
        dirk = cast.sign_in(self.client, self.c.dirk, second_step=True)
        self.assertNotContains(dirk.get(ME), 'name="minor"')
        assert dirk.post(ME, {"name": "Dirk", "about": "Buurtwerker", "minor": "on"}).status_code == 302
        assert not self.face("Dirk").minor

    def test_the_database_knows_no_minor_who_is_not_shielded(self):
        with acting(cast.KEEPER), self.assertRaises(IntegrityError), transaction.atomic():
            Member.objects.filter(neighbourhood_id=self.c.brug.id, id=self.c.an_member.id).update(minor=True)

    def test_no_stranger_begins_a_chat_and_hears_the_same_as_of_anybody_shielded(self):
        self.child()
        said = []
        for other in (self.c.an_member, self.c.marie_member):
            for who, more in (("bram", {}), ("dirk", {"place": self.c.brug})):
                with self.assertRaises(NotAllowed) as refused:
                    self.write(who, other, **more)
                said.append(refused.exception.reason)
            bram = cast.sign_in(Client(), self.c.bram)
            page = bram.get(f"/n/oever-brug/chat/with/{other.id}/").content.decode().replace(str(other.id), "")
            said.append(re.sub(r'(token"|csrfmiddlewaretoken").*?>', "", page))
        assert said[:3] == said[3:]
        bram = cast.member(self.c, "bram")
        with acting(bram), self.assertRaises(NotAllowed):
            start_group(bram, others=[self.c.an_member.id, self.c.ilse_member.id], title="", act=uuid.uuid4())

    def test_no_stranger_can_time_who_is_under_eighteen(self):
        self.child()
        bram, asked = cast.sign_in(Client(), self.c.bram), []
        for other in (self.c.an_member, self.c.marie_member):
            for page in ("neighbour/{}/", "chat/with/{}/"):
                with CaptureQueriesContext(connection) as statements:
                    bram.get("/n/oever-brug/" + page.format(other.id))
                asked.append(len(statements))
        assert asked[:2] == asked[2:], "as many looks at the database as for anybody shielded"

    def test_whom_they_wrote_to_brings_no_strangers_along(self):
        an, bram = self.child(), cast.member(self.c, "bram")
        talk = self.write("an", self.c.bram_member)
        with acting(an):
            send_message(an, conversation=talk.id, body="Dag Bram", act=uuid.uuid4())
        with acting(bram), self.assertRaises(NotAllowed):
            start_group(bram, others=[self.c.an_member.id, self.c.ilse_member.id], title="", act=uuid.uuid4())
        with acting(an):
            group = start_group(an, others=[bram.member, self.c.ilse_member.id], title="", act=uuid.uuid4())
        with acting(bram), self.assertRaises(NotAllowed):
            add_to_group(bram, conversation=group.id, other=self.c.noor_member.id)

    def test_they_begin_themselves_and_are_answered(self):
        an = self.child()
        talk = self.write("an", self.c.bram_member)
        with acting(an):
            send_message(an, conversation=talk.id, body="Dag Bram", act=uuid.uuid4())
        assert self.write("bram", self.c.an_member).id == talk.id

    def test_who_lives_with_them_writes_first(self):
        self.child()
        with acting(cast.KEEPER):
            homes = Residence.objects.filter(neighbourhood_id=self.c.brug.id)
            home = homes.get(member_id=self.c.an_member.id).address_id
            homes.filter(member_id=self.c.bram_member.id).update(address_id=home)
        bram, page = cast.sign_in(Client(), self.c.bram), f"/n/oever-brug/neighbour/{self.c.an_member.id}/"
        assert f"/chat/with/{self.c.an_member.id}/" in bram.get(page).content.decode()
        assert self.write("bram", self.c.an_member)
        with acting(cast.KEEPER):
            homes.filter(member_id=self.c.noor_member.id).update(address_id=home)
        with self.assertRaises(Member.DoesNotExist):
            self.write("noor", self.c.an_member)

    def test_who_is_shielded_and_of_age_is_not_written_to_by_their_home_either(self):
        with acting(cast.KEEPER):
            homes = Residence.objects.filter(neighbourhood_id=self.c.brug.id)
            homes.filter(member_id=self.c.bram_member.id).update(address_id=homes.get(member_id=self.c.marie_member.id).address_id)
        with self.assertRaises(NotAllowed):
            self.write("bram", self.c.marie_member)

    def test_what_is_for_grown_ups_stays_closed(self):
        an = self.child()
        with acting(cast.KEEPER):
            SkillOffer.objects.create(neighbourhood_id=self.c.brug.id, member_id=self.c.an_member.id, skill="bikes")
            Member.objects.filter(id=self.c.an_member.id, neighbourhood_id=self.c.brug.id).update(joined_at=now() - timedelta(days=300))
        with acting(an):
            assert not may_sign(self.face("An"))
            assert "eighteen" in str(may_give_word(an, proof_of(an)).reason)
            with self.assertRaises(NotAllowed):
                join_volunteers(an, sure=True)

    def test_what_is_closed_is_not_offered_either(self):
        self.child()
        client, home = Client(), "/n/oever-brug"
        with acting(cast.KEEPER):
            Person.objects.filter(id=self.c.an.id).update(language="en")
        cast.sign_in(client, self.c.an)

        def read(path):
            return client.get(home + path).content.decode()

        letters = read("/invite/letters/")
        assert "eighteen or older" in letters and 'id="letter"' not in letters, "told before anything is chosen"
        assert "Ambassadors are people of eighteen" in read("/ambassadors/"), "not sent off to stop being shielded, which they cannot"
        assert "Your neighbours do not see your street." in read("/me/")
        mine = read("/help/mine/")
        assert "do not see what you ticked" in mine and 'id="town-list"' not in mine
        assert "do not see what you ticked" in read("/help/welcome/")

    def test_no_age_and_no_date_is_kept(self):
        for model in (Member, Person):
            assert not [f.name for f in model._meta.concrete_fields if "birth" in f.name or f.name in ("age", "born")]
