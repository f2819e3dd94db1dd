"""Passwords in tests: the hash of production with a small measure. A hundred megabytes and two passes for each of a thousand sign-ins is
time that tries nothing; what production takes is in stoep/people/tests/test_password_hash.py."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class SmallArgon2(Argon2PasswordHasher):
    time_cost, memory_cost, parallelism = 1, 64, 1
