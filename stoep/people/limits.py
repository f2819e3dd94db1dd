"""How often signing in may be tried (SECURITY D3, D4). A success clears nothing; a passkey or a mailed code is never locked out by
wrong passwords."""

from stoep.lib.limits import Limit

PASSWORD_PER_NETWORK = Limit("password-network", 50, 900)
PASSWORD_PER_ACCOUNT = Limit("password-account", 20, 900)
MAIL_PER_MAILBOX = Limit("mail-mailbox", 8, 3600)
MAIL_PER_NETWORK = Limit("mail-network", 60, 3600)
WRONG_EVERYWHERE = Limit("password-everywhere", 40, 900)  # then a password needs six digits by mail on top, for everybody
WRONG_DIGITS_PER_NETWORK = Limit("digits-network", 10, 3600)
WRONG_DIGITS_EVERYWHERE = Limit("digits-everywhere", 50, 3600)  # then codes are longer (digits.py)
SECOND_STEP_PER_ACCOUNT = Limit("second-step", 10, 900)  # reached only by who has the password
