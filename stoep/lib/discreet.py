"""What a log line never holds: addresses that open something by themselves, without anybody signing in; and forty lines for each thing
somebody sent that was refused."""

import logging
import re

SECRET = re.compile(r"/(calendar|notify/[a-z]{1,20})/[^/\s]{20,400}")  # bounded, so a long line costs no more than its length


class Discreet(logging.Filter):
    """On the way out of every handler: the address stays, what makes it open is taken out."""

    def filter(self, record) -> bool:
        said = record.getMessage()
        if SECRET.search(said):
            record.msg, record.args = SECRET.sub(r"/\1/…", said), ()
        if record.name.startswith("django.security."):  # too large, too many fields, a host we do not have: refused, and no fault of ours
            record.exc_info = None
        return True
