"""Django's database sessions, with the person beside the data."""

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore


class SessionStore(DatabaseStore):
    def _validate_session_key(self, key):
        """A cookie that cannot be one of ours is no cookie: the database would choke on a NUL in it."""
        return super()._validate_session_key(key) and key.isascii() and key.isalnum() and len(key) <= 40

    @classmethod
    def get_model_class(cls):
        from .models import Session

        return Session

    def create_model_instance(self, data):
        row = super().create_model_instance(data)
        row.person_id = data.get("_auth_user_id")
        return row
