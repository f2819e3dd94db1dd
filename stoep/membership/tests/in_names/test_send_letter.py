"""A letter goes out as it was seen, once, within the month's most; a line that leads elsewhere does not."""

from datetime import timedelta

import psycopg
import pytest
from django.test import Client, TestCase

from stoep.journal.models import Entry
from stoep.lib.clock import now
from stoep.lib.limits import spend
from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed
from stoep.lib.standings import Visitor
from stoep.membership.in_names import rules
from stoep.membership.in_names.actions import send_letter
from stoep.membership.in_names.models import NamedLetter, NamedWords
from stoep.membership.in_names.printing import sweep_named_letters
from stoep.membership.models import Member, Seat
from tests import cast
from tests.raw import raw

from .scene import again, prepared, sent


class SendLetter(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def sends(self, letter, seal=None, who="an"):
        standing = cast.member(self.c, who)
        with acting(standing):
            return send_letter(standing, letter=letter.id, seal=letter.seal if seal is None else seal)

    def refused(self, letter, seal=None) -> str:
        with pytest.raises(NotAllowed) as refusal:
            self.sends(letter, seal)
        return str(refusal.value.reason)

    def test_what_is_looked_at_is_not_sent(self):
        letter = prepared(self.c, line="Tot gauw op straat")
        assert again(letter).sent_at is None
        with acting(cast.KEEPER):
            assert not NamedWords.objects.exists()

    def test_sent_twice_is_sent_once_and_written_down_once(self):
        letter = prepared(self.c)
        first, second = self.sends(letter), self.sends(letter)
        assert first.sent_at == second.sent_at
        with acting(cast.KEEPER):
            entry = Entry.objects.get(neighbourhood=self.c.brug, verb="send_letter")
        assert entry.about == letter.id and entry.detail == {"homes": 1}

    def test_the_desk_reads_the_words_and_no_home(self):
        sent(self.c, line="Tot gauw op straat")
        with acting(cast.mandate(self.c, "els")):
            words = NamedWords.objects.values().get()
        assert (words["name"], words["street"], words["line"], words["homes"]) == ("An", "Brugstraat", "Tot gauw op straat", 1)
        assert str(self.c.brug_homes[6].id) not in str(words)

    def test_another_seal_is_refused(self):
        letter, other = prepared(self.c), prepared(self.c, line="Iets anders")
        for seal in ("", "x" * 64, other.seal):
            assert "not the letter you looked at" in self.refused(letter, seal)
        assert again(letter).sent_at is None

    def test_words_changed_past_the_pages_are_refused_and_the_role_may_not_change_them(self):
        letter = prepared(self.c)
        with acting(cast.KEEPER):
            NamedLetter.objects.filter(neighbourhood=self.c.brug, id=letter.id).update(line="Stem voor mij")
        assert "not the letter you looked at" in self.refused(letter)

    def test_what_is_no_longer_true_of_its_author_is_looked_at_again(self):
        letter, an = prepared(self.c), {"neighbourhood": self.c.brug, "id": self.c.an_member.id}
        for change in ({"name": "Anna De Smet"}, {"street": "", "shielded": True}):
            with acting(cast.KEEPER):
                Member.objects.filter(**an).update(**change)
            assert "not the letter you looked at" in self.refused(letter)

    def test_a_look_of_yesterday_counts_no_more(self):
        letter = prepared(self.c)
        with acting(cast.KEEPER):
            NamedLetter.objects.filter(neighbourhood=self.c.brug).update(made_at=now() - rules.KEPT_UNSENT - timedelta(minutes=1))
        self.refused(letter)
        with acting(cast.KEEPER):
            assert sweep_named_letters() == 1

    def test_five_at_a_time_and_ten_a_month(self):
        homes = self.c.brug_homes
        with pytest.raises(NotAllowed):
            prepared(self.c, *homes[:6])
        for _ in range(2):
            sent(self.c, *homes[:5])
        with pytest.raises(NotAllowed, match="10"):
            prepared(self.c, homes[6])
        with acting(cast.KEEPER):
            NamedLetter.objects.filter(neighbourhood=self.c.brug).update(sent_at=now() - timedelta(days=31))
        sent(self.c, homes[6])

    def test_so_many_letters_set_in_type_a_day(self):
        """Each one costs a third of a second of somebody's machine, also when nobody looks at its pages and nothing is sent."""
        prepared(self.c, self.c.brug_homes[0])
        with acting(Visitor()):
            spend(rules.PICTURES, self.c.an.pk, cost=rules.PICTURES.most - 1)
        with pytest.raises(NotAllowed, match="many letters today"):
            prepared(self.c, self.c.brug_homes[0])

    def test_another_neighbourhoods_home_and_no_home_are_refused_alike(self):
        said = set()
        for home in (self.c.kaai_homes[3], self.c.markt_homes[3], self.c.an_member):
            with pytest.raises(NotAllowed) as refusal:
                prepared(self.c, self.c.brug_homes[6], home)
            said.add(str(refusal.value.reason))
        assert said == {"We know no such home in your neighbourhood. Choose it from the list."}

    def test_the_shielded_give_their_first_name_only(self):
        with acting(cast.KEEPER):
            Member.objects.filter(neighbourhood=self.c.brug, id=self.c.marie_member.id).update(name="Marie Claes", street="")
        letter = prepared(self.c, who="marie", with_street=True)
        assert (letter.name, letter.street) == ("Marie", "")
        page = cast.sign_in(Client(), self.c.marie).get("/n/oever-brug/invite/letters/").content.decode()
        assert "with_street" not in page

    def test_who_works_here_or_may_not_write_sends_none(self):
        dirk = cast.sign_in(Client(), self.c.dirk)
        assert "name=\"line\"" not in dirk.get("/n/oever-brug/invite/letters/").content.decode()
        with acting(cast.KEEPER):
            Seat.objects.filter(member_id=self.c.an_member.id).update(reads_only_until=now() + timedelta(days=3))
        an = cast.sign_in(Client(), self.c.an)
        asked = {"home": [str(self.c.brug_homes[6].id)], "line": "", "language": "nl", "look": "1"}
        assert an.post("/n/oever-brug/invite/letters/", asked).status_code == 422
        with acting(cast.KEEPER):
            assert not NamedLetter.objects.filter(neighbourhood=self.c.brug).exists()

    def test_raw_sql_of_a_neighbour_changes_no_word_and_prints_nothing(self):
        letter = sent(self.c)
        standing = {"here": self.c.brug.id, "person": self.c.an.id, "member": self.c.an_member.id}
        assert self._denied("UPDATE membership_namedletter SET line = 'x'", standing)
        assert self._denied("UPDATE membership_namedletter SET printed_at = now()", standing)
        for table in ("membership_namedhome", "membership_namedwords"):
            assert self._denied(f"SELECT * FROM {table}", standing)
        assert again(letter).line == ""

    def _denied(self, sql, standing) -> bool:
        with raw("stoep_web", "stoep_resident", **standing) as query:
            try:
                query(sql)
            except psycopg.errors.InsufficientPrivilege:
                return True
        return False


@pytest.mark.parametrize(
    "line",
    ["Kijk op mijnsite.be", "www.kijk.hier", "mail jan@huis", "Bel 0470 12 34 56", "Bel 04 70", "code ABC 1234", "https: //x", "Dag 🎈",
     "Kijk op t.co/x", "Kijk op bit,ly/abc", "Kijk op buurt . be/wij"],
)
def test_a_line_that_leads_elsewhere_is_refused(line):
    assert not rules.may_say(line), line


@pytest.mark.parametrize(
    "line",
    ["", "Wij wonen op nr. 12", "Koffie om 10 u. Tot dan", "Groetjes van ons, a.u.b.", "Jan en/of Piet", "Dag, wij zijn An/Bram. Tot dan"],
)
def test_an_ordinary_line_is_not(line):
    assert rules.may_say(line), line
