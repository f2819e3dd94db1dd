"""A home of a lent neighbourhood: its letter says with whom it lives for now, and the map shows both."""

from django.test import TestCase
from pypdf import PdfReader

from stoep.lib.roles import acting
from stoep.lib.shards import fan_out
from stoep.membership.letters.typesetting import neighbourhood_map
from stoep.places.lending import lend_neighbourhood
from stoep.places.models import Address
from stoep.places.tests.lent import dries
from tests import cast

from . import scene


class Lent(TestCase):
    def test_only_the_letters_of_the_small_place_say_so(self):
        c = cast.build()
        with acting(cast.KEEPER), fan_out("the test"):
            dries(c)
            # the longest letter and the others must still fit on one page each
            Address.objects.filter(neighbourhood=9, number="3").update(street_name="Onze-Lieve-Vrouw-van-de-Dries-Kerkhofpleinstraat")
            assert lend_neighbourhood(cast.KEEPER, small="oever-dries", host="oever-kaai", commit=True).done
        batch = scene.planned(c, c.kaai)
        while scene.set_next(batch) is not None:
            pass
        said = [" ".join(page.extract_text().split()) for pdf in scene.chunk_pdfs(batch) for page in PdfReader(pdf).pages]
        assert len(said) == 11
        assert sum("Dries hoort voorlopig bij Kaai" in page for page in said) == 3
        with acting(cast.KEEPER):
            drawn = neighbourhood_map(c.kaai.id, batch.id).base
        assert drawn.count("Z") >= 4  # two borders, each filled and drawn
