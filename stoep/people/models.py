"""The account: how a person signs in. It knows nothing of a neighbourhood, and neighbours never see it."""

from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils import timezone

from stoep.lib.clock import this_day

MOST_AT_ONE_MAILBOX = 2  # signing in costs as many slow hashes (backend.py); two_at_most in the database


class People(BaseUserManager):
    def by_email(self, email: str):
        """The person with this address, whatever the case it was typed in; the first where two share it; None if there is none."""
        return self.at(email).first()

    def at(self, email: str):
        """Everybody who has this mailbox, the first one first: one, nobody, or two of one home."""
        return self.filter(email=canonical_email(email)).order_by("beside")

    def create_user(self, email, password=None, **fields):
        """What allauth calls; the address is stored in its canonical form."""
        person = self.model(email=canonical_email(email), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person


def canonical_email(email: str) -> str:
    """Lower case, no blanks, the domain in its ASCII form: two spellings of one mailbox are one account (SECURITY E6)."""
    local, _, domain = email.strip().partition("@")
    try:
        domain = domain.encode("idna").decode()
    except UnicodeError:
        pass  # not a name IDNA knows: the form's validator has already judged it
    return f"{local}@{domain}".casefold()


def this_month() -> date:
    """The first day of it, on the wall clock."""
    return this_day().replace(day=1)


class Person(AbstractBaseUser):
    """An account: e-mail, password (or passkey), language. Shown to nobody but its owner."""

    placement, wall, whose = "local", "account", "id"
    rights = "SELECT, INSERT, UPDATE"
    forget = "delete"

    email = models.EmailField()
    beside = models.SmallIntegerField(default=0)  # 1: came in beside somebody of the same home who has this mailbox
    name = models.CharField(max_length=80)  # only to greet in mails and to pre-fill; neighbours see Member.name
    language = models.CharField(max_length=2, default="nl")
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=timezone.now)
    seen_in = models.DateField(default=this_month, db_index=True)  # the month of the last visit, no closer (sweeping.note_visits)
    unused_until = models.DateField(null=True)  # nobody comes: told so, and erased from this day on (stoep/privacy/unused.py)
    told_unused = models.SmallIntegerField(default=0, db_default=0)  # how often

    USERNAME_FIELD = EMAIL_FIELD = "email"
    objects = People()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["email", "beside"], name="one_mailbox_one_account"),
            models.CheckConstraint(condition=models.Q(beside__gte=0, beside__lt=MOST_AT_ONE_MAILBOX), name="two_at_most"),
        ]

    def __str__(self):
        return f"person {self.pk}"  # never the address: this text may reach a log

    def shares_with(self) -> list[str]:
        """The names of the others at this mailbox: for its owner and their mails, nobody else."""
        others = Person.objects.at(self.email).exclude(pk=self.pk)
        return list(others.values_list("name", flat=True))


class Session(AbstractBaseSession):
    """Django's session with the person as a column: the door's one SQL joins on it, the desk's policy reads it. `session_key` is a
    keyed hash of what the cookie says (sessions.py)."""

    placement, wall, whose = "local", "account", "person_id"
    forget = "delete"

    person_id = models.BigIntegerField(null=True, db_index=True)
    seen_at = models.DateTimeField(default=timezone.now)

    @classmethod
    def get_session_store_class(cls):
        from .sessions import SessionStore

        return SessionStore


class Budget(models.Model):
    """How much of a limit has been used (lib/limits.py). The key is a keyed hash: no address, no mailbox."""

    placement, wall, rights = "local", "account", "SELECT, INSERT, UPDATE"  # what was spent is not unspent by deleting it

    key = models.CharField(max_length=64, primary_key=True)
    spent = models.IntegerField()
    until = models.DateTimeField(db_index=True)
