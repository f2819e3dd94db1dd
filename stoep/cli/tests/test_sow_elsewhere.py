"""Where `stoep seed` sows: never among real people or in a real town; in a copy of a real town's ground when its files are given."""

import os
from pathlib import Path

import pytest
from django.conf import settings

from stoep.cli import demo
from stoep.cli.errors import Stop
from stoep.cli.sowing import ground, telling, whole
from stoep.cli.sowing.ground import KEEPER
from stoep.lib.roles import acting
from stoep.lib.shards import fan_out
from stoep.people.models import Person
from stoep.places.models import Municipality

SHARED = Path(os.environ.get("STOEP_SHARED", settings.CHECKOUT / ".." / "shared"))


def sow(source):
    return whole.sow(source, whole.Size(members=40, posts=30), False, lambda share, what: None)


@pytest.mark.django_db
def test_nothing_is_sown_among_real_people():
    with acting(KEEPER):
        Person.objects.create_user("someone@post.be", name="Somebody")
    with pytest.raises(Stop, match="people have accounts here"):
        sow(ground.our_town())


@pytest.mark.django_db
def test_nothing_is_sown_in_a_real_town_of_that_name():
    with acting(KEEPER):
        Municipality.objects.create(id=1, slug="zoelegem", name="Zoelegem", languages=["nl"])
    with pytest.raises(Stop, match="real town"):
        sow(ground.our_town())


@pytest.mark.skipif(not (SHARED / "data").is_dir(), reason="the folder with towns' files is not here")
@pytest.mark.django_db
def test_a_real_towns_files_become_a_living_town():
    town = sow(ground.files_of(SHARED / "data/boundaries/olen-wijken-lambert72.geojson"))
    with acting(KEEPER), fan_out("test"):
        told = telling.told(town, [])
    assert town.is_demo and town.name == "Olen"
    assert len(told["towns"][0]["neighbourhoods"]) == 3
    assert [len(row["neighbourhoods"]) for row in told["logins"] if row["who"] == "dirk"] == [2]


def test_a_town_without_addresses_is_refused(tmp_path):
    (tmp_path / "nowhere.geojson").write_text("{}")
    with pytest.raises(Stop, match="no addresses of nowhere"):
        ground.files_of(tmp_path / "nowhere.geojson")
    with pytest.raises(Stop, match="there is no"):
        ground.files_of(tmp_path / "absent.geojson")


@pytest.mark.django_db
@pytest.mark.parametrize(("is_demo", "why"), [(False, "is a real town here"), (True, "lives here already")])
def test_a_demo_wants_a_database_of_its_own(is_demo, why):
    demo.alone(ground.our_town())
    with acting(KEEPER):
        Municipality.objects.create(id=1, slug="gent", name="Gent", languages=["nl"], is_demo=is_demo)
    with pytest.raises(Stop, match=why):
        demo.alone(ground.our_town())


@pytest.mark.django_db
def test_what_was_broken_off_is_finished():
    with acting(KEEPER), fan_out("test"):
        ground.create_town(KEEPER, slug="zoelegem", name="Zoelegem", languages=["nl", "fr"], is_demo=True)
    town = sow(ground.our_town())
    assert whole.filled(town)
    with acting(KEEPER), fan_out("test"):
        assert len(telling.told(town, [])["towns"][0]["neighbourhoods"]) == 6
