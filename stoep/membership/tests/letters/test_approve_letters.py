"""approve_letters, refuse_letters: somebody else than who ordered."""

import dataclasses

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from django.test import TestCase

from stoep.journal.models import TownEntry
from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed
from stoep.membership.letters import actions
from stoep.membership.models import LetterBatch, Mandate
from tests import cast

from . import scene


class ApproveLetters(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def refused(self, standing, batch, act=actions.approve_letters, **more):
        with acting(standing), pytest.raises(NotAllowed) as refusal:
            act(standing, batch=batch.id, **more)
        return str(refusal.value.reason)

    def test_the_second_person_is_written_down(self):
        batch = scene.approved(self.c)
        assert (batch.state, batch.approved_by) == ("approved", self.c.eline_mandate.id)
        with acting(cast.KEEPER):
            assert TownEntry.objects.get(verb="approve_letters").person_id == self.c.eline.id

    def test_the_orderer_cannot_approve_not_even_with_another_mandate(self):
        batch, els = scene.ordered(self.c), cast.mandate(self.c, "els")
        assert "approve" in self.refused(els, batch)
        with acting(cast.KEEPER):
            second = Mandate.objects.get(id=self.c.eline_mandate.id)
            second.pk, second.id, second.person = None, Mandate().id, self.c.els
            second.save(force_insert=True)
        twice = dataclasses.replace(els, mandate=second.id, may_approve=True)
        assert "Somebody else" in self.refused(twice, batch)
        own = LetterBatch.objects.filter(id=batch.id)
        for standing, refusal in ((els, ProgrammingError), (cast.KEEPER, IntegrityError)):  # the wall; for the keeper, the constraint
            with pytest.raises(refusal), acting(standing), transaction.atomic():
                own.update(approved_by=self.c.els_mandate.id)

    def test_only_who_may_approve_and_only_once(self):
        batch = scene.approved(self.c)
        assert "may approve" in self.refused(cast.mandate(self.c, "joris"), batch)
        assert "decided already" in self.refused(cast.mandate(self.c, "eline"), batch)

    def test_the_operator_may_be_the_second_person(self):
        batch = scene.ordered(self.c)
        karim = dataclasses.replace(cast.mandate(self.c, "karim"), role="stoep_keeper", town=self.c.oever.id)  # as the command does
        with acting(karim):
            assert actions.approve_letters(karim, batch=batch.id).state == "approved"

    def test_not_while_the_same_neighbourhood_is_being_typeset(self):
        scene.approved(self.c, self.c.brug)
        other, apart = scene.ordered(self.c, self.c.brug, self.c.kaai), scene.ordered(self.c, self.c.kaai)
        eline = cast.mandate(self.c, "eline")
        assert "being typeset" in self.refused(eline, other)
        with acting(eline):
            assert actions.approve_letters(eline, batch=apart.id).state == "approved"

    def test_refusing_says_why_and_ends_it(self):
        batch, eline = scene.ordered(self.c), cast.mandate(self.c, "eline")
        with acting(eline):
            refused = actions.refuse_letters(eline, batch=batch.id, reason="Eerst de infoavond.")
        assert (refused.state, refused.refused_reason) == ("refused", "Eerst de infoavond.")
        assert "decided already" in self.refused(eline, batch)
        assert "decided already" in self.refused(eline, batch, actions.refuse_letters, reason="nog eens")
