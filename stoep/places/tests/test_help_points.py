"""Several places of a town where somebody helps: the nearest first, kept by the command, read by everybody."""

import pytest
from django.test import Client, TestCase

from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed
from stoep.places.actions import drop_help_point, set_help_point
from stoep.places.help_points import help_points
from stoep.places.models import HelpPoint, Neighbourhood
from tests import cast


class HelpPoints(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()
        with acting(cast.KEEPER):
            cls.c.brug.touches, cls.c.kaai.touches = [cls.c.kaai.id], [cls.c.brug.id]
            for place in (cls.c.brug, cls.c.kaai):
                Neighbourhood.objects.filter(id=place.id).update(touches=place.touches)

    def put(self, name, place="", **details):
        with acting(cast.KEEPER):
            return set_help_point(cast.KEEPER, slug="oever", name=name, **({"address": "Kerkplein 1", "neighbourhood": place} | details))

    def names(self, near=None):
        with acting(cast.KEEPER):
            return [one["name"] for one in help_points(self.c.oever, near)]

    def test_the_nearest_first_then_next_door_then_the_towns_own_then_the_rest(self):
        self.put("Aan de kaai", "oever-kaai")
        self.put("Bij de brug", "oever-brug")
        self.put("Ergens")
        assert self.names(self.c.brug) == ["Bij de brug", "Aan de kaai", "Oever", "Ergens"]
        assert self.names(self.c.kaai)[:2] == ["Aan de kaai", "Bij de brug"]
        assert self.names() == ["Oever", "Aan de kaai", "Bij de brug", "Ergens"]

    def test_the_same_name_again_changes_it_and_what_is_not_named_stays(self):
        self.put("Bib", "oever-brug", hours="9-12", languages=["nl", "ar"])
        with acting(cast.KEEPER):
            set_help_point(cast.KEEPER, slug="oever", name="Bib", phone="09 1")
            point = HelpPoint.objects.get()
        assert (point.hours, point.phone, point.languages, point.neighbourhood_id) == ("9-12", "09 1", ["nl", "ar"], self.c.brug.id)

    def test_what_cannot_be_is_refused(self):
        for wrong in ({"place": "dorp-markt"}, {"address": ""}, {"hours": "x" * 121}, {"languages": ["klingon"]}):
            with pytest.raises(NotAllowed):
                self.put("Bib", **wrong)
        with acting(cast.KEEPER), pytest.raises(NotAllowed):
            drop_help_point(cast.KEEPER, slug="oever", name="Bib")

    def test_who_waits_reads_the_nearest_with_hours_and_languages(self):
        self.put("Aan de kaai", "oever-kaai")
        self.put("Bij de brug", "oever-brug", hours="maandag van 9 tot 12", languages=["nl", "ar"], phone="09 111")
        page = Client(headers={"accept-language": "nl"}).get("/find/", {"q": "Brugstraat 3"}).content.decode()
        for words in ("Bij de brug", "maandag van 9 tot 12", "Arabisch", "tel:09111"):
            assert words in page, words
        assert page.index("Bij de brug") < page.index("Aan de kaai")

    def test_gone_is_gone(self):
        self.put("Bib")
        with acting(cast.KEEPER):
            drop_help_point(cast.KEEPER, slug="oever", name="Bib")
        assert self.names() == ["Oever"]
