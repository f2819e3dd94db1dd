"""Who may read and not write for a while: their own page says nothing new, they bring nobody in, and what is theirs stays theirs."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, TestCase

from stoep.lib.clock import now
from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed
from stoep.membership.actions.ambassadors import become_ambassador
from stoep.membership.actions.inviting import make_invitation
from stoep.membership.actions.profile import edit_profile, set_photo
from stoep.membership.actions.vouching import look_up, vouch
from stoep.membership.models import Member, Seat
from tests import cast

from .waiting import applicant, live_long, number


class OnlyReads(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = c = cast.build()
        until = now() + timedelta(days=30)
        with acting(cast.KEEPER):
            Seat.objects.filter(person=c.an).update(reads_only_until=until)
            Member.objects.filter(id=c.an_member.id).update(about="Ik lees graag", gives="Eieren")
        live_long(c, c.an_member)
        cls.an = replace(cast.member(c, "an"), reads_only_until=until)

    def refused(self, act, **given):
        with acting(self.an), pytest.raises(NotAllowed, match="read but not write"):
            act(self.an, **given)

    def face(self):
        with acting(cast.KEEPER):
            return Member.objects.get(id=self.c.an_member.id)

    def test_a_line_on_ones_own_page_is_writing_and_taking_it_away_is_not(self):
        for field in ("about", "gives", "name"):
            self.refused(edit_profile, **{field: "Bram is een dief"})
        self.refused(set_photo, file=SimpleUploadedFile("me.png", b"x"))
        with acting(self.an):
            edit_profile(self.an, about="", gives="", name=self.face().name, shows_said=False)
        assert (self.face().about, self.face().gives, self.face().shows_said) == ("", "", False)

    def test_the_page_says_why_and_keeps_what_was_typed(self):
        client, name = cast.sign_in(Client(), self.c.an), self.face().name
        assert "Mijn veiligheid" in client.get("/n/oever-brug/me/").content.decode()
        answer = client.post("/n/oever-brug/me/", {"name": name, "about": "Bram steelt", "gives": "Eieren", "shielded": "on"})
        assert "Bram steelt" in answer.content.decode() and self.face().about == "Ik lees graag"
        with acting(cast.KEEPER):
            Member.objects.filter(id=self.c.an_member.id).update(photo="stem")
        client.post("/n/oever-brug/me/", {"name": name, "about": "Bram steelt", "gives": "Eieren", "remove_photo": "on"})
        assert self.face().photo == "stem", "refused is refused whole"
        client.post("/n/oever-brug/me/", {"name": name, "about": "Ik lees graag", "gives": "Eieren", "shielded": "on"})
        assert self.face().shielded, "their own safety is theirs to choose"

    def test_they_bring_nobody_in(self):
        _person, waits = applicant(self.c)
        with acting(self.an):
            found = look_up(self.an, number=number(waits))
        self.refused(vouch, waits=found)
        self.refused(make_invitation)
        self.refused(become_ambassador)

    def test_what_is_refused_is_not_offered(self):
        client = cast.sign_in(Client(), self.c.an)
        cards = client.get("/n/oever-brug/invite/").content.decode()
        assert "Mijn veiligheid" in cards and "in-my-name" not in cards
        assert 'name="number"' not in client.get("/n/oever-brug/let-in/").content.decode()
