"""Sessions in the database, with the person beside the data. Whoever reads the table or a dump of it must gain nothing: the data are
sealed (while somebody signs in by mail, the six digits are in there), and the key stands there as a keyed hash. The cookie has the key."""

import base64
import hashlib
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.contrib.sessions.backends.base import CreateError, SessionBase, UpdateError
from django.db import IntegrityError, transaction

from stoep.lib.clock import now
from stoep.lib.codes import keyed

KEPT = 40  # hexadecimal digits of the hash, 160 bits: as much as the random key itself holds


@lru_cache(maxsize=2)
def _seal(secret_key: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"stoep session:{secret_key}".encode()).digest()))


def kept_as(key: str) -> str:
    """What the table knows the session of this cookie by."""
    return keyed("session key", key)[:KEPT]


class SessionStore(SessionBase):
    """Not Django's own database store: its asynchronous methods ask the table by the cookie's key, those of SessionBase come here."""

    def _validate_session_key(self, key):
        """A cookie that cannot be one of ours is no cookie: the database would choke on a NUL in it."""
        return super()._validate_session_key(key) and key.isascii() and key.isalnum() and len(key) <= 40

    @staticmethod
    def rows():
        """The table. Found late: this module is loaded before the models are."""
        from .models import Session

        return Session.objects

    def exists(self, session_key):
        return self.rows().filter(session_key=kept_as(session_key)).exists()

    def load(self):
        kept = self.rows().filter(session_key=kept_as(self.session_key), expire_date__gt=now()).values_list("session_data", flat=True)
        for sealed in kept:
            return self.decode(sealed)
        self._session_key = None  # over, or never ours: a new one gets a new key
        return {}

    def create(self):
        """A new row under a new key, at once: two browsers never share one."""
        self._session_key = self._get_new_session_key()
        self.save(must_create=True)
        self.modified = True

    def save(self, must_create=False):
        """Keeping what a session holds is no visit: only the doors write when it was seen. UpdateError when it has ended meanwhile."""
        if self.session_key is None:
            return self.create()
        data = self._get_session(no_load=must_create)
        kept = {"session_data": self.encode(data), "expire_date": self.get_expiry_date(), "person_id": data.get("_auth_user_id")}
        if must_create:
            return self._insert(kept)
        if not self.rows().filter(session_key=kept_as(self.session_key)).update(**kept):
            raise UpdateError
        return None

    def _insert(self, kept):
        try:
            with transaction.atomic():
                self.rows().create(session_key=kept_as(self.session_key), **kept)
        except IntegrityError as twice:
            raise CreateError from twice

    def delete(self, session_key=None):
        if key := session_key or self.session_key:
            self.rows().filter(session_key=kept_as(key)).delete()

    @classmethod
    def clear_expired(cls):
        cls.rows().filter(expire_date__lt=now()).delete()

    def encode(self, session_dict):
        return _seal(settings.SECRET_KEY).encrypt(self.serializer().dumps(session_dict)).decode()

    def decode(self, session_data):
        """What lies in the row; nothing when it is not of our making."""
        try:
            return self.serializer().loads(_seal(settings.SECRET_KEY).decrypt(session_data))
        except (InvalidToken, ValueError):
            return {}
