"""What just happened, told on the next page: in a signed cookie, since writing it into the session would cost two more writes an act.
Only sentences of ours are in it, never a name or a text."""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage


class FlashStorage(CookieStorage):
    cookie_name = "__Host-stoep-said" if settings.HTTPS else "stoep-said"
