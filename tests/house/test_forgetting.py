"""Whoever leaves is forgotten: each table that points to a person says what becomes of its rows then."""

from django.apps import apps
from django.conf import settings

from stoep.people.models import Person

COLUMNS = ("person_id", "user_id", "blocker_id", "blocked_id")
FACES = ("member_id", "author_id", "actor_id", "begun_by", "worded_by", "asker_id", "guest_id", "by_id", "members", "mandate_id")
OTHERS = {"membership.PaperCheck": "the clerk's, wiped after the comparison"}


def pointing(model) -> list[str]:
    """The columns of a model that hold a person's number, with or without a foreign key."""
    return [
        field.column
        for field in model._meta.concrete_fields
        if field.column in COLUMNS or (field.is_relation and field.related_model is Person) or field.column.endswith("_person_id")
    ]


def told(model) -> str:
    return settings.THIRD_PARTY_FORGET.get(model._meta.label) or getattr(model, "forget", "")


def test_every_key_to_a_person_says_what_becomes_of_it():
    models = [m for m in apps.get_models(include_auto_created=True) if pointing(m) and m._meta.app_label != "procrastinate"]
    assert {m._meta.label for m in models} >= {"membership.Seat", "membership.Member", "people.Session", "journal.Entry"}
    assert [m._meta.label for m in models if not told(m)] == []


def test_every_key_to_a_face_too():
    """Posts, messages, help, things: what hangs on a member and not on an account says it as well."""
    models = [m for m in apps.get_models() if any(field.column in FACES for field in m._meta.concrete_fields)]
    assert len(models) > 35
    assert [m._meta.label for m in models if not told(m) and m._meta.label not in OTHERS] == []


def test_what_is_kept_says_why():
    for model in apps.get_models(include_auto_created=True):
        word = told(model)
        if word:
            assert word == "delete" or (word.startswith("keep because ") and len(word) > 30), model._meta.label


def test_the_account_itself_goes():
    assert told(Person) == "delete"


def test_what_is_said_hangs_on_the_member_and_not_on_the_account():
    """Posts, remarks and faces are reached through Member; nothing a neighbour said holds the account's number."""
    board = [m for m in apps.get_models() if m._meta.app_label in ("board", "notify")]
    assert [m._meta.label for m in board if pointing(m)] == ["notify.PushDevice"], "an account's own; nothing anybody said hangs on it"


def test_columns_of_mailboxes_are_known():
    """A mailbox is a person too: a new column for one is thought about here first."""
    kept = {"people.Person.email", "membership.Joining.email", "membership.Interest.email", "account.EmailAddress.email"}
    found = {
        f"{m._meta.label}.{f.name}" for m in apps.get_models() for f in m._meta.concrete_fields if "email" in f.name and not f.is_relation
    }
    assert found == kept
