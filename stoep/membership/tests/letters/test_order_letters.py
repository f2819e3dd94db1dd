"""order_letters: an official, for the own town, in its languages."""

import pytest
from django.conf import settings
from django.test import TestCase

from stoep.journal.models import TownEntry
from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed
from stoep.membership.letters import actions
from stoep.membership.models import LetterBatch
from stoep.places.models import Municipality
from tests import cast

from . import scene


class OrderLetters(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def refused(self, who, **changes):
        standing = cast.mandate(self.c, who)
        asked = {"neighbourhoods": [self.c.brug.id], "languages": ["nl"], **changes}
        with acting(standing), pytest.raises(NotAllowed) as refusal:
            actions.order_letters(standing, **asked)
        return str(refusal.value.reason)

    def test_the_order_waits_and_counts_the_register(self):
        batch = scene.ordered(self.c, self.c.brug, self.c.kaai, languages=["nl", "fr"])
        assert (batch.state, batch.expected, batch.municipality_id) == ("ordered", 16, self.c.oever.id)
        assert batch.ordered_by == self.c.els_mandate.id
        with acting(cast.KEEPER):
            line = TownEntry.objects.get(verb="order_letters")
        assert (line.about, line.person_id, line.municipality_id) == (batch.id, self.c.els.id, self.c.oever.id)

    def test_a_message_is_kept_clean(self):
        batch = scene.ordered(self.c, message={"nl": "  Kom naar de buurtbar.\u202e  "})
        assert batch.message == {"nl": "Kom naar de buurtbar."}

    def test_refusals(self):
        assert "official" in self.refused("joris")
        assert "neighbourhood of your town" in self.refused("els", neighbourhoods=[self.c.markt.id])
        assert "neighbourhood of your town" in self.refused("els", neighbourhoods=[])
        assert "one or two" in self.refused("els", languages=["nl", "de"])
        assert "one or two" in self.refused("els", languages=["nl", "nl"])
        assert "each language" in self.refused("els", languages=["nl", "fr"], message={"nl": "Dag"})
        assert "too long" in self.refused("els", message={"nl": "x" * 401})
        assert "cannot be printed" in self.refused("els", message={"nl": "Dag 🎈"})

    def test_a_logo_that_is_no_picture_is_told_to_who_orders(self):
        logos = settings.MEDIA_DIR / "logos"
        logos.mkdir(parents=True)
        (logos / "arms.png").write_text("not a picture")
        with acting(cast.KEEPER):
            Municipality.objects.filter(id=self.c.oever.id).update(logo="arms.png")
        assert "cannot be made" in self.refused("els")

    def test_another_town_does_not_see_it(self):
        batch, femke = scene.ordered(self.c), cast.mandate(self.c, "femke")
        with acting(femke):
            assert not LetterBatch.objects.exists()
            with pytest.raises(LetterBatch.DoesNotExist):
                actions.approve_letters(femke, batch=batch.id)
