"""A second person of a home joins with the mailbox the first one has; nobody else does, and only the mailbox is told why."""


from django.core import mail
from django.test import Client, TestCase, TransactionTestCase
from django.utils import timezone

from stoep.lib.codes import hash_code, new_code
from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed
from stoep.lib.standings import Visitor
from stoep.membership.actions.joining import confirm_mailbox
from stoep.membership.actions.mandates import give_mandate
from stoep.membership.models import Joining, LetterCode, Mandate, Member, Residence
from stoep.people.models import Person
from stoep.places.reference import encode
from tests import cast
from tests.raw import empty_tables
from tests.together import together

from .joiners import PASSWORD, Joiner, digits


def letter(c, home) -> str:
    code = new_code()
    until = timezone.now() + timezone.timedelta(days=90)
    with acting(cast.KEEPER):
        LetterCode.objects.update_or_create(
            neighbourhood=c.brug, address_id=home.id, defaults={"hash": hash_code(home.id, code), "expires_at": until}
        )
    return code


class ShareMailbox(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()
        cls.home = cls.c.brug_homes[0]  # An's
        cls.code = letter(cls.c, cls.home)

    def joiner(self, home=None, code=None, **you):
        one = Joiner(home or self.home)
        one.pick()
        assert one.code(code or self.code).status_code == 302
        assert one.you(**{"email": "an@example.org", "name": "Jef Maes", **you}).url == "/join/mail/"
        return one

    def at(self, email="an@example.org"):
        with acting(cast.KEEPER):
            return list(Person.objects.at(email))

    def told_there_is_an_account(self):
        return "already have an account" in mail.outbox[-1].body

    def test_both_are_members_with_a_name_and_a_password_of_their_own(self):
        jef = self.joiner()
        body = mail.outbox[-1].body
        assert "An of your home already uses this e-mail address" in body and "Are you An" in body and "Jef Maes joins" in body
        assert jef.mail().url == "/n/oever-brug/welcome/1/"
        an, new = self.at()
        assert (an.pk, new.name, new.beside) == (self.c.an.pk, "Jef Maes", 1)
        with acting(cast.KEEPER):
            faces = Member.objects.filter(neighbourhood_id=self.c.brug.id, person_id__in=[an.pk, new.pk])
            homes = Residence.objects.filter(neighbourhood_id=self.c.brug.id, member_id__in=[face.id for face in faces])
            assert {home.address_id for home in homes} == {self.home.id} and len(homes) == 2
        for typed, name in ((cast.PASSWORD, "An"), (PASSWORD, "Jef Maes")):
            client = Client()
            assert client.post("/account/login/", {"login": "an@example.org", "password": typed}).url == "/home/"
            assert name in client.get("/n/oever-brug/me/").content.decode()

    def test_of_another_home_it_is_as_ever(self):
        other = self.joiner(self.c.gust_home, self.c.gust_code)
        assert self.told_there_is_an_account()
        assert other.mail("123456").status_code == 200
        assert len(self.at()) == 1

    def test_the_page_says_the_same_whoever_has_the_mailbox(self):
        pages = []
        for email in ("an@example.org", "bram@example.org", "new@example.org"):
            one = self.joiner(email=email)
            page = one.client.get("/join/mail/").content.decode() + one.mail("000000").content.decode()
            pages.append(page.replace(email, ""))
        shape = [[line for line in page.splitlines() if "csrf" not in line] for page in pages]
        assert shape[0] == shape[1] == shape[2]

    def test_a_third_does_not_come_in(self):
        self.joiner().mail()
        third = self.joiner(name="Mia Maes")
        assert self.told_there_is_an_account()
        assert third.mail("123456").status_code == 200
        assert len(self.at()) == 2

    def test_the_same_name_is_the_same_person(self):
        self.joiner(name="an")
        assert self.told_there_is_an_account()

    def test_without_a_proven_letter_nobody_shares(self):
        one = Joiner(self.home)
        one.pick()
        one.client.post("/join/code/", {"without": "yes"})
        one.you(email="an@example.org", name="Jef Maes")
        assert self.told_there_is_an_account()

    def test_who_acts_for_the_town_has_a_mailbox_alone(self):
        with acting(cast.KEEPER):
            terms = {"municipality": self.c.oever, "duty": "official", "name": "An", "ends_at": timezone.now() + timezone.timedelta(days=9)}
            held = Mandate.objects.create(person=self.c.an, **terms)
        self.joiner()
        assert self.told_there_is_an_account()
        with acting(cast.KEEPER):
            held.delete()
        self.joiner().mail()
        with acting(cast.KEEPER), self.assertRaisesMessage(NotAllowed, "two people of one home share"):
            give_mandate(cast.KEEPER, town=self.c.oever, email="an@example.org", duty="official", name="An")

    def test_who_moved_meanwhile_is_no_longer_of_one_home(self):
        jef = self.joiner()
        with acting(cast.KEEPER):
            Member.objects.filter(neighbourhood_id=self.c.brug.id, id=self.c.an_member.id).update(state="gone")
        assert "You have an account" in jef.mail().content.decode()
        assert len(self.at()) == 1

    def test_when_one_moves_out_the_other_stays_as_they_are(self):
        jef = self.joiner()
        jef.mail()
        an = Client()
        an.post("/account/login/", {"login": "an@example.org", "password": cast.PASSWORD})
        home = self.c.kaai_homes[3]
        with acting(cast.KEEPER):
            Person.objects.filter(pk=self.c.an.pk).update(language="en")
        sure = an.post("/moving/", {"address": encode(home.neighbourhood_id, home.id)}).content.decode()
        assert "You share a mailbox with Jef Maes" in sure
        an.post("/moving/", {"address": encode(home.neighbourhood_id, home.id), "sure": "yes"})
        assert an.get("/n/oever-brug/").status_code == 404
        assert jef.client.get("/n/oever-brug/").status_code == 200

    def test_what_was_mailed_before_the_mailbox_was_taken_opens_nothing(self):
        """The first of the two was quicker; the mail of the second said nothing of sharing, so it may be the same person."""
        first, second = Joiner(self.home), Joiner(self.home)
        for one in (first, second):
            one.pick()
            one.code(self.code)
        first.you(email="new@example.org", name="Jef Maes")
        mine = digits()
        second.you(email="new@example.org", name="Mia Maes")
        assert second.mail().status_code == 302
        assert "You have an account" in first.mail(mine).content.decode()
        first.client.post("/join/mail/", {"again": "yes"})
        assert "Mia Maes of your home" in mail.outbox[-1].body
        assert first.mail().url == "/n/oever-brug/welcome/1/"
        assert [person.name for person in self.at("new@example.org")] == ["Mia Maes", "Jef Maes"]


class AtOnce(TransactionTestCase):
    def _fixture_teardown(self):
        empty_tables()

    def test_two_who_confirm_at_once(self):
        c = cast.build()
        code = letter(c, c.brug_homes[0])
        joinings = []
        for name in ("Jef Maes", "Mia Maes"):
            one = Joiner(c.brug_homes[0])
            one.pick()
            one.code(code)
            one.you(email="an@example.org", name=name)
            with acting(cast.KEEPER):
                joinings.append((Joining.objects.get(name=name), digits()))
        answers = together([lambda j=j, typed=typed: confirm_mailbox(Visitor(), joining=j, digits=typed) for j, typed in joinings])
        assert sorted(isinstance(answer, Person) for answer in answers) == [False, True]
        with acting(cast.KEEPER):
            assert Person.objects.at("an@example.org").count() == 2
