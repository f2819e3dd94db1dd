"""Signing in with a mailbox and a password, where two of one home may have one mailbox.

1. Every account of the mailbox is asked, also after one has said yes: a password that two chose alike signs in neither by itself;
   choosing.py asks which of the two. Nobody is told, when choosing a password, that the other one has the same.
2. What fails costs as many slow hashes for a mailbox with no account, with one and with two: the time tells nobody (SECURITY D5).
"""

from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.internal.userkit import filter_users_by_email

from .models import MOST_AT_ONE_MAILBOX


class PasswordBackend(AuthenticationBackend):
    def authenticate(self, request, **credentials):
        """The one whose password it is. `request.fitting` has the ids of all whose it is."""
        self.fitting, self.signed_in = [], getattr(request, "user", None)
        person = super().authenticate(request, **credentials)
        if request is not None:
            request.fitting = [one.pk for one in self.fitting]
        return person

    def _authenticate_by_email(self, email, password):
        asked = sorted(filter_users_by_email(email, prefer_verified=True, for_login=True), key=lambda one: one.beside)
        self.fitting = [one for one in asked if self._check_password(one, password)]
        self.fitting = [one for one in self.fitting if one.is_active] or self.fitting  # a closed account closes nobody else's
        if not self.fitting:
            for _more in range(MOST_AT_ONE_MAILBOX - max(len(asked), 1)):  # allauth itself takes the one of a mailbox without account
                self._mitigate_timing_attack(password)
        mine = [one for one in self.fitting if one == self.signed_in]  # who is signed in shows once more that it is they
        return next(iter(mine or self.fitting), None)
