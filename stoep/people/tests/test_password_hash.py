"""What guesses against a stolen hash cost (SECURITY D1). Other tests hash with a small measure (tests/hashing.py)."""

import time

from argon2 import extract_parameters
from django.contrib.auth.hashers import check_password, identify_hasher, make_password
from django.test import SimpleTestCase, override_settings

from stoep import settings as production
from stoep.people.models import Person


@override_settings(PASSWORD_HASHERS=production.PASSWORD_HASHERS)
class PasswordHash(SimpleTestCase):
    def test_what_a_guess_costs(self):
        made = make_password("stoep-op-de-brug")
        asked = extract_parameters(made.removeprefix("argon2"))
        assert asked.type.name == "ID" and asked.memory_cost >= 100 * 1024 and asked.time_cost >= 2 and asked.salt_len >= 16
        begun = time.process_time()
        assert check_password("stoep-op-de-brug", made) and not check_password("stoep-op-de-brag", made)
        assert time.process_time() - begun > 0.02, "two guesses"

    def test_a_smaller_hash_is_made_anew_at_the_next_sign_in(self):
        with override_settings(PASSWORD_HASHERS=["tests.hashing.SmallArgon2"]):
            person = Person(password=make_password("stoep-op-de-brug"))
        assert identify_hasher(person.password).must_update(person.password)
