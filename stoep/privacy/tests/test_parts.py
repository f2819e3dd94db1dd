"""Each table that holds somebody's number either hands its rows out to them or says why not; and nothing it hands out is a secret."""

from django.apps import apps

from stoep.lib.own import LEFT_OUT, PARTS
from stoep.people.models import Person

OF_A_PERSON = ("person_id", "user_id", "blocker_id")
OF_A_MEMBER = ("member_id", "author_id", "begun_by", "mandate_id")
OTHERS = {  # names somebody, and is another one's row
    "membership.PaperCheck": "the clerk's, wiped after the comparison",
    "membership.LetterCode": "of a home",
}
SECRET = {"password", "session_data", "data", "endpoint", "point", "secret", "mark", "hash", "mail_code", "number_key", "session_key"}


def holding() -> set[str]:
    """Every model with a column that says whose a row is."""
    columns = {*OF_A_PERSON, *OF_A_MEMBER}
    ours = [model for model in apps.get_models() if model._meta.app_label not in ("procrastinate", "privacy")]
    return {model._meta.label for model in ours if columns & {field.column for field in model._meta.concrete_fields}} | {Person._meta.label}


def test_every_table_with_somebodys_number_is_handed_out_or_says_why_not():
    told = {part.model for part in PARTS}
    assert holding() - told - set(LEFT_OUT) - set(OTHERS) == set()
    assert told & set(LEFT_OUT) == set()
    assert all(len(reason) > 20 for reason in LEFT_OUT.values())


def test_what_is_named_exists():
    for part in PARTS:
        apps.get_model(part.model)
    for label in LEFT_OUT:
        apps.get_model(label)


def test_no_secret_leaves():
    assert [(part.model, name) for part in PARTS for name in part.fields.values() if name in SECRET] == []


def test_no_account_of_anybody_leaves():
    """What would name another one: their number, their member, whom it was about."""
    names = ("actor_id", "blocked_id", "newcomer_person_id", "members", "about_id", "person_id", "member_id")
    assert [(part.model, name) for part in PARTS for name in part.fields.values() if name in names] == []
