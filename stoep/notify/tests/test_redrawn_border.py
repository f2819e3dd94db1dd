"""A border is redrawn: who goes along has moved away from the old neighbourhood, and what they had in it they have left."""

from uuid import uuid4

from django.core import mail
from django.db import connection
from django.test import Client, TestCase

from stoep.board.groups.actions import begin_group
from stoep.board.models import GroupMember
from stoep.care.actions import ask_quietly, choose_skills
from stoep.care.models import QuietRequest, SkillOffer, Volunteer
from stoep.care.volunteers.actions import join_volunteers
from stoep.chat.actions import follow_group
from stoep.chat.models import Conversation, MailWish
from stoep.journal.models import Entry
from stoep.lib.roles import acting
from stoep.lib.shards import fan_out
from stoep.lib.standings import Clockwork, Visitor
from stoep.membership.actions.coming_home import come_home, send_home
from stoep.membership.carrying import carry_residents
from stoep.membership.models import Member, Seat
from stoep.notify.actions import set_preferences
from stoep.notify.hearing import hear_entry
from stoep.notify.models import Notification, Preference
from stoep.places.models import Address
from tests import cast


class Carried(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def setUp(self):
        self.an, self.bram = cast.member(self.c, "an"), cast.member(self.c, "bram")
        with acting(self.an):
            self.group = begin_group(self.an, act=uuid4(), name="Tuin", kind="hobby", about="")
        with acting(cast.KEEPER):
            GroupMember.objects.create(neighbourhood_id=self.c.brug.id, group_id=self.group.id, member_id=self.bram.member)
        clock = Clockwork.of("gathered", here=self.c.brug.id)
        with acting(clock):
            for member in (self.an.member, self.bram.member):
                follow_group(clock, group=self.group.id, member=member)
        with acting(self.bram):
            choose_skills(self.bram, skills=["doctor"], at_once=False)
        with acting(self.an):
            choose_skills(self.an, skills=["shopping"], at_once=False)
            join_volunteers(self.an)
            said = {"skill": "doctor", "body": "Wie gaat mee?", "moment": "dinsdag", "language": "nl", "helpers": 1, "named": False}
            ask_quietly(self.an, act=uuid4(), **said)

    def redraw(self):
        old, new, home = self.c.brug.id, self.c.kaai.id, self.c.brug_homes[0].id
        with acting(cast.KEEPER), connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            Address.objects.filter(id=home).update(neighbourhood_id=new)
        clock = Clockwork.of("import_boundaries", here=old)
        with acting(clock):
            assert carry_residents(clock, old, new, [home]) == 1

    def hear(self):
        with acting(cast.KEEPER):
            lines = list(Entry.objects.filter(verb="carry_resident").values_list("neighbourhood_id", "id"))
        assert len(lines) == 2
        for here, ident in lines:
            with acting(Clockwork.of("hear", here=here)):
                hear_entry(here, str(ident))

    def test_nothing_of_theirs_goes_on_in_the_old_place(self):
        self.redraw()
        self.hear()
        mine = {"neighbourhood_id": self.c.brug.id, "member_id": self.an.member}
        with acting(cast.KEEPER):
            assert not GroupMember.objects.filter(**mine).exists()
            assert not Volunteer.objects.filter(person_id=self.c.an.pk).exists(), "the town reads nobody of the old place"
            assert Conversation.objects.get(group_id=self.group.id).members == [self.bram.member]
            assert QuietRequest.objects.get(author_id=self.an.member).ended_at
            asked = Notification.objects.filter(neighbourhood_id=self.c.brug.id, member_id=self.bram.member, group_id=self.group.id)
            assert asked.exists(), "the group asks for another keeper"

    def test_heard_twice_or_late_the_new_face_keeps_what_it_has_by_then(self):
        self.redraw()
        with acting(cast.KEEPER):
            new = Member.objects.get(neighbourhood_id=self.c.kaai.id, person_id=self.c.an.pk)
            here = {"neighbourhood_id": self.c.kaai.id}
            SkillOffer.objects.create(**here, member_id=new.id, skill="shopping")
            Volunteer.objects.filter(person_id=self.c.an.pk).delete()
            Volunteer.objects.create(**here, municipality_id=self.c.oever.id, person_id=self.c.an.pk, name=new.name, skills=["shopping"])
        for _ in range(2):
            self.hear()
        with acting(cast.KEEPER):
            assert Volunteer.objects.get(person_id=self.c.an.pk).neighbourhood_id == self.c.kaai.id
            assert SkillOffer.objects.filter(**here, member_id=new.id).exists()

    def wishes(self, place) -> tuple:
        """What they like to help with, whether a message in the chat is mailed, and how often news is, in that neighbourhood."""
        with acting(cast.KEEPER):
            face = Member.objects.get(neighbourhood_id=place.id, person_id=self.c.an.pk)
            mine = {"neighbourhood_id": place.id, "member_id": face.id}
            chosen = (
                SkillOffer.objects.filter(**mine).values_list("skill", "at_once"), MailWish.objects.filter(**mine).values_list("mail"),
                Preference.objects.filter(**mine).values_list("rhythm", "answers"),
            )  # fmt: skip
            return tuple(sorted(rows) for rows in chosen)

    def test_who_wants_no_mails_gets_none_on_the_other_side_either(self):
        with acting(self.an):
            set_preferences(self.an, messages="none", rhythm="never", answers="none")
        self.redraw()
        for _ in range(2):
            self.hear()
        assert self.wishes(self.c.kaai) == ([("shopping", False)], [(False,)], [("never", "none")])

    def test_what_they_choose_there_stays_and_what_they_chose_there_years_ago_does_not(self):
        with acting(cast.KEEPER):
            before = Member.objects.create(neighbourhood_id=self.c.kaai.id, person_id=self.c.an.pk, name="An", state="gone")
            Preference.objects.create(neighbourhood_id=self.c.kaai.id, member_id=before.id, rhythm="daily")
        with acting(self.an):
            set_preferences(self.an, rhythm="never")
        self.redraw()
        self.hear()
        assert self.wishes(self.c.kaai)[2] == [("never", "now")]
        with acting(cast.KEEPER):
            Preference.objects.filter(neighbourhood_id=self.c.kaai.id, member_id=before.id).update(rhythm="weekly")
        self.hear()
        assert self.wishes(self.c.kaai)[2] == [("weekly", "now")]

    def test_who_comes_over_to_a_place_that_is_given_back_hears_as_they_wished(self):
        with acting(self.an):
            set_preferences(self.an, rhythm="never")
        home = self.c.brug_homes[0].id
        with acting(cast.KEEPER), fan_out("given back"), connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            Address.objects.filter(id=home).update(neighbourhood_id=self.c.kaai.id)
            send_home(cast.KEEPER, self.c.brug.id, self.c.kaai.id, [home])
        assert come_home(Visitor(person=self.c.an.pk)) == self.c.kaai.id
        with acting(cast.KEEPER):
            ident = Entry.objects.get(neighbourhood_id=self.c.kaai.id, verb="settle").id
        with acting(Clockwork.of("hear", here=self.c.kaai.id)):
            hear_entry(self.c.kaai.id, str(ident))
        assert self.wishes(self.c.kaai) == ([("shopping", False)], [], [("never", "now")])

    def test_bell_and_mail_say_so_in_their_language_and_nobody_else_hears(self):
        self.redraw()
        self.hear()
        (letter,) = mail.outbox
        assert letter.to == ["an@example.org"] and letter.subject == "Je woning hoort nu bij Kaai"
        assert "niet meer bij Brug" in letter.body and "http" in letter.body
        page = cast.sign_in(Client(HTTP_ACCEPT_LANGUAGE="nl"), self.c.an).get("/n/oever-kaai/bell/")
        self.assertContains(page, "Je woning hoort nu bij Kaai", count=1)
        with acting(cast.KEEPER):
            told = Notification.objects.filter(verb="carry_resident")
            assert [*told.values_list("neighbourhood_id", flat=True)] == [self.c.kaai.id]

    def test_who_is_out_for_now_gets_no_mail(self):
        with acting(cast.KEEPER):
            Seat.objects.filter(person=self.c.an).update(state="suspended")
            Member.objects.filter(neighbourhood=self.c.brug, id=self.an.member).update(state="suspended")
        self.redraw()
        self.hear()
        assert mail.outbox == []
