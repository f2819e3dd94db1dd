"""What becomes of an account when somebody erases it (lib/leaving.py)."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator

from stoep.lib.leaving import Account, leave

from .models import Person, Session


def hide_account(account: Account) -> None:
    """Signed out everywhere, also who signed in a moment ago."""
    Session.objects.filter(person_id=account.person).delete()


def erase_account(account: Account) -> None:
    """The account itself, and with it whatever points to it. Who shares the mailbox keeps it, and has the first place in it now."""
    Session.objects.filter(person_id=account.person).delete()
    for model in (EmailAddress, Authenticator):
        model.objects.filter(user_id=account.person).delete()
    Person.objects.filter(id=account.person).delete()
    Person.objects.filter(email=account.email, beside=1).update(beside=0)


leave("people", 1, hide_account=hide_account, erase_account=erase_account)
