"""Django's database sessions, with the person beside the data, and the data sealed: while somebody signs in by mail, the six digits are
in there, and whoever reads the table or a dump of it must not."""

import base64
import hashlib
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore


@lru_cache(maxsize=2)
def _seal(secret_key: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"stoep session:{secret_key}".encode()).digest()))


class SessionStore(DatabaseStore):
    def _validate_session_key(self, key):
        """A cookie that cannot be one of ours is no cookie: the database would choke on a NUL in it."""
        return super()._validate_session_key(key) and key.isascii() and key.isalnum() and len(key) <= 40

    @classmethod
    def get_model_class(cls):
        from .models import Session

        return Session

    def save(self, must_create=False):
        """Keeping what a session holds is no visit: only the doors write when it was seen. UpdateError when it has ended meanwhile."""
        if must_create or self.session_key is None:
            return super().save(must_create)
        row = self.create_model_instance(self._get_session())
        kept = {"session_data": row.session_data, "expire_date": row.expire_date, "person_id": row.person_id}
        if not self.model.objects.filter(session_key=row.session_key).update(**kept):
            raise UpdateError
        return None

    def encode(self, session_dict):
        return _seal(settings.SECRET_KEY).encrypt(self.serializer().dumps(session_dict)).decode()

    def decode(self, session_data):
        """What lies in the row; nothing when it is not of our making."""
        try:
            return self.serializer().loads(_seal(settings.SECRET_KEY).decrypt(session_data))
        except (InvalidToken, ValueError):
            return {}

    def create_model_instance(self, data):
        row = super().create_model_instance(data)
        row.person_id = data.get("_auth_user_id")
        return row
