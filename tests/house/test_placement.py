"""Each table says where it lives, and keeps the rules that let the same tables live on many servers (docs/scale.md)."""

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import connection, models

from stoep.lib.shards import InNeighbourhood, NeighbourhoodFK, NeighbourhoodLink
from tests.shards import PARTITIONS

OURS = [m for m in apps.get_models(include_auto_created=True) if m.__module__.startswith("stoep.")]
NEIGHBOURHOOD = [m for m in OURS if getattr(m, "placement", "") == "neighbourhood"]
LOCAL = [m for m in OURS if getattr(m, "placement", "") == "local"]
HERE = ("neighbourhood", "neighbourhood_id")
ids = {"ids": lambda model: model._meta.label}


def test_every_model_says_where_it_lives_and_who_may_see_it():
    known = ("neighbourhood", "reference", "local")
    assert [m._meta.label for m in OURS if getattr(m, "placement", None) not in known] == []
    assert [m._meta.label for m in OURS if not getattr(m, "wall", None)] == []
    others = {m._meta.label for m in apps.get_models(include_auto_created=True)} - {m._meta.label for m in OURS}
    assert {label for label in others if not label.startswith("procrastinate")} == set(settings.THIRD_PARTY_WALLS)


@pytest.mark.django_db
def test_the_neighbourhoods_of_the_cast_lie_apart():
    """Or the guard of tests/shards.py would see one shard where there are two."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT array_agg(r ORDER BY n) FROM generate_series(1, 3) n, generate_series(0, %(all)s - 1) r "
            "WHERE satisfies_hash_partition('board_post'::regclass, %(all)s, r, n::bigint)",
            {"all": PARTITIONS},
        )
        (found,) = cursor.fetchone()
    assert len(found) == len(set(found)) == 3


@pytest.mark.parametrize("model", NEIGHBOURHOOD, **ids)
def test_the_key_starts_with_the_neighbourhood(model):
    assert issubclass(model, InNeighbourhood)
    assert isinstance(model._meta.pk, models.CompositePrimaryKey) and model._meta.pk.field_names[0] == "neighbourhood_id"
    assert model._meta.get_field("id").__class__ is models.UUIDField
    assert model._meta.auto_field is None, "no identity, no sequence"
    assert not any(isinstance(f, models.GeneratedField) for f in model._meta.fields)


@pytest.mark.parametrize("model", NEIGHBOURHOOD, **ids)
def test_every_unique_constraint_and_index_starts_with_the_neighbourhood(model):
    assert not any(f.unique for f in model._meta.fields if not f.primary_key), "unique=True knows no neighbourhood"
    assert not model._meta.unique_together
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint):
            assert constraint.fields[0] in HERE, constraint.name
    for index in model._meta.indexes:
        if not isinstance(index, GinIndex):  # words are looked up inside the partition
            assert index.fields[0].lstrip("-") in HERE, index.name
    assert not any(getattr(f, "db_index", False) for f in model._meta.fields), "an index of one column asks every shard"


@pytest.mark.parametrize("model", NEIGHBOURHOOD, **ids)
def test_links_stay_inside(model):
    keys = {c.field: c for c in model._meta.constraints if isinstance(c, NeighbourhoodFK)}
    for field in model._meta.get_fields():
        if not field.is_relation or field.auto_created or field.name == "neighbourhood":
            continue
        if isinstance(field, NeighbourhoodLink):
            target = field.remote_field.model
            column = field.from_fields[1]
            assert target in NEIGHBOURHOOD and field.from_fields[0] == "neighbourhood_id"
            assert column in keys and apps.get_model(keys[column].to) is target, f"{field.name}: the database does not check it"
            assert field.remote_field.on_delete in (models.CASCADE, models.PROTECT, models.DO_NOTHING)
        else:
            raise AssertionError(f"{model._meta.label}.{field.name} is a foreign key out of the neighbourhood")
    assert model._meta.many_to_many == ()


@pytest.mark.parametrize("model", LOCAL, **ids)
def test_no_local_table_points_into_a_neighbourhood(model):
    for field in model._meta.concrete_fields:
        if field.is_relation:
            assert field.related_model not in NEIGHBOURHOOD, field.name


@pytest.mark.parametrize("model", [m for m in OURS if m._meta.get_fields()], **ids)
def test_tables_that_are_only_added_to_need_no_number_back(model):
    """RETURNING of a number asks for SELECT: who may only insert brings a key of their own."""
    if getattr(model, "rights", "") == "INSERT":
        assert model._meta.auto_field is None


def test_the_hot_queries_have_their_index():
    """The board newest first, the talk under a post, the bell."""
    wanted = {
        "board.Post": ["neighbourhood", "-created", "-id"], "board.Comment": ["neighbourhood", "post_id", "created"],
        "notify.Notification": ["neighbourhood", "member_id", "-created"], "journal.Entry": ["neighbourhood", "-at"],
    }  # fmt: skip
    for label, fields in wanted.items():
        assert fields in [index.fields for index in apps.get_model(label)._meta.indexes], label
