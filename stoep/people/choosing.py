"""Which of two who share a mailbox somebody is. Asked only after the proof: the digits that were mailed there, or a password both have.

A passkey belongs to one person, and so does a password that only one has: they are not asked. A second step comes after the choice, and
is that person's own.
"""

from functools import wraps

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.account.internal.flows.password_reset_by_code import PasswordResetVerificationProcess
from allauth.account.stages import LoginStage, LoginStageController
from django.shortcuts import redirect

from .models import Person, canonical_email


class ChooseStage(LoginStage):
    """A stage of allauth's signing in. What stands in its state lies sealed in the session, like all of it."""

    key = urlname = "choose_account"

    def handle(self):
        self.state["among"] = self._proven()
        if self._how() == "code" and self.login.user.pk not in self.state["among"]:
            return self.abort(), False  # the digits lay in a mailbox that is no longer theirs
        if len(self.state["among"]) < 2:
            return None, True
        return redirect("choose_account"), True

    def _proven(self) -> list[int]:
        """Whose account was proven just now: all who may be signed in with it."""
        if self._how() == "code":
            return [one.pk for one in at_mailbox(self._proof()["email"])]
        return getattr(self.request, "fitting", []) if self._how() == "password" else []

    def _proof(self) -> dict:
        """The newest: how it was shown who one is, and with which mailbox."""
        records = get_authentication_records(self.request, self.login.user)
        return records[-1] if records else {}

    def _how(self) -> str:
        return self._proof().get("method", "")

    def choices(self) -> list[Person]:
        """In the order they stand on the page; without who left the mailbox since it was proven."""
        return [one for one in at_mailbox(self._proof().get("email", "")) if one.pk in self.state["among"]]

    def choose(self, person: Person):
        """Go on signing in as this one; the proof is noted for them and for nobody else."""
        proof = self._proof()
        self.login.user = person
        record_authentication(self.request, person, method=proof["method"], email=person.email)
        return self.exit()


class ChooseForReset:
    """The same before a new password is set: the digits from the mail were right."""

    def __init__(self, process: PasswordResetVerificationProcess):
        self.process = process

    def choices(self) -> list[Person]:
        return at_mailbox(self.process.state["email"])

    def choose(self, person: Person):
        self.process.state |= {"user_id": str(person.pk), "chosen": True}
        self.process.persist()
        return redirect("account_complete_password_reset")


def at_mailbox(email: str) -> list[Person]:
    """Everybody of this mailbox who may sign in."""
    return list(Person.objects.at(email).filter(is_active=True))


def waits_for_a_choice(request) -> ChooseStage | ChooseForReset | None:
    """What this browser has proven and not yet chosen."""
    if request.user.is_authenticated:
        return None
    return LoginStageController.enter(request, ChooseStage.key) or reset_without_choice(request)


def reset_without_choice(request) -> ChooseForReset | None:
    """A new password whose digits were right, and nobody has said whose it will be. None where one account has the mailbox."""
    process = PasswordResetVerificationProcess.resume(request)
    if process is None or not process.state.get("code_confirmed") or process.state.get("chosen"):
        return None
    choice = ChooseForReset(process)
    return choice if len(choice.choices()) > 1 else None


def _has_left(request) -> bool:
    """Whether a new password waits for somebody whose mailbox is another one by now: the digits were mailed to the old one."""
    process = PasswordResetVerificationProcess.resume(request)
    return bool(process and process.user and process.user.email != canonical_email(process.state["email"]))


def choose_first(patterns: list) -> list:
    """allauth's patterns; the last page of a new password asks whose it will be before it takes one."""
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            choose_first(pattern.url_patterns)
        elif pattern.name == "account_complete_password_reset":
            pattern.callback = _after_the_choice(pattern.callback)
    return patterns


def _after_the_choice(view):
    @wraps(view)
    def chosen(request, *args, **kwargs):
        if reset_without_choice(request):
            return redirect("choose_account")
        if _has_left(request):
            PasswordResetVerificationProcess.resume(request).abort()
        return view(request, *args, **kwargs)  # without a process it begins again

    return chosen
