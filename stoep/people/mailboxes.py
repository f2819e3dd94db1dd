"""Which e-mail addresses are taken, in every form and command: a name, an @, a host of the internet.

The library takes more, since more may be written in a mail: a name in quotes with line ends of Unicode in it, which become lines of the
mail's heads; a name in the spelling of heads (=?utf-8?q?an?=), of which one mailbox has as many as somebody likes; this very machine, and
bare addresses of machines inside.
"""

import re

from django.core.validators import validate_email

SIGN = r"(?:[-!#$%&'*+/?^_`{|}~0-9A-Z]|=(?!\?))"
NAME = re.compile(rf"^{SIGN}+(?:\.{SIGN}+)*\Z", re.IGNORECASE)
NONE = re.compile(r"(?!)")


def take_plain_ones() -> None:
    """For the one validator that all fields of the library share."""
    validate_email.user_regex, validate_email.literal_regex, validate_email.domain_allowlist = NAME, NONE, []
