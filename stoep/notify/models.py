"""What is aimed at one person: the bell's rows, what they wish to hear, and the mail on its way out."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from stoep.lib.ids import uuid7
from stoep.lib.shards import InNeighbourhood, NeighbourhoodFK, link


class Notification(InNeighbourhood):
    """One row aimed at one member. Its id is made of the journal's entry and the member: a job run twice writes it once."""

    wall, mine = "mine", "member_id"
    forget = "delete"

    member_id = models.UUIDField()
    member = link("membership.Member", "member_id", "notifications")
    verb = models.CharField(max_length=60)  # what it says: audiences.py
    post_id = models.UUIDField(null=True)
    comment_id = models.UUIDField(null=True)
    quiet_id = models.UUIDField(null=True)  # a request for help that is not on the board
    group_id = models.UUIDField(null=True)  # a group that asks something of them
    actor_id = models.UUIDField(null=True)  # the neighbour who acted
    created = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["neighbourhood", "member_id", "-created"], name="bell")]
        constraints = [NeighbourhoodFK(name="notification_member", field="member_id", to="membership.Member")]


CALL, OVER = "call_urgent", "end_urgent"  # verbs of a row: something is urgent, and it is over
LOST = "report_lost"  # something is lost, or was found: which of the two is asked when it is shown, for its author may correct it
FOUND = "report_found"  # what a row with LOST says then; no row has it

WISHES = (
    "rhythm", "answers", "mentions", "urgent", "lost", "announcements", "posts", "mail_text", "push", "push_text", "quiet_from",
    "quiet_until", "wake",
)  # fmt: skip


def usual_push() -> list[str]:
    """What a device that somebody has switched on is told of, as long as they say nothing else."""
    return ["urgent", "lost", "answers", "mentions", "messages"]


def usual_quiet_from() -> int:
    return settings.QUIET_HOURS[0]


def usual_quiet_until() -> int:
    return settings.QUIET_HOURS[1]


class Preference(InNeighbourhood):
    """What a member wants to hear, and how. No row = the defaults: an answer at once, all else once a week, quiet at night."""

    wall, mine = "mine", "member_id"
    forget = "delete"

    class Mail(models.TextChoices):
        NOW = "now"
        DIGEST = "digest"
        NONE = "none"

    class Rhythm(models.TextChoices):
        DAILY = "daily"
        WEEKLY = "weekly"
        NEVER = "never"

    member_id = models.UUIDField()
    member = link("membership.Member", "member_id", "preferences")
    rhythm = models.CharField(max_length=6, choices=Rhythm, default=Rhythm.WEEKLY)  # of the digest
    answers = models.CharField(max_length=6, choices=Mail, default=Mail.NOW)
    mentions = models.CharField(max_length=6, choices=Mail, default=Mail.NOW)
    urgent = models.CharField(max_length=6, choices=Mail, default=Mail.NOW, db_default=Mail.NOW)  # NOW, or with the news
    lost = models.CharField(max_length=6, choices=Mail, default=Mail.NOW, db_default=Mail.NOW)  # the same
    announcements = models.CharField(max_length=6, choices=Mail, default=Mail.DIGEST)  # never NOW: one mail for each neighbour
    posts = models.CharField(max_length=6, choices=Mail, default=Mail.DIGEST)  # as announcements
    mail_text = models.BooleanField(default=True)  # mails say who it was and what they said; off for whoever shares a screen
    push = ArrayField(models.CharField(max_length=13), default=usual_push)  # of what one's devices are told
    push_text = models.BooleanField(default=False)  # a message on a locked screen names nobody, unless asked to
    quiet_from = models.SmallIntegerField(default=usual_quiet_from)  # o'clock where we are; the same hour twice = never quiet
    quiet_until = models.SmallIntegerField(default=usual_quiet_until)

    wake = models.BooleanField(default=False, db_default=False)  # urgent things do not wait until the quiet hours are over

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["neighbourhood", "member_id"], name="preference_once"),
            NeighbourhoodFK(name="preference_member", field="member_id", to="membership.Member"),
        ]


class Digest(InNeighbourhood):
    """Up to which moment a member's last digest told what is new. Written with the mail: nobody gets two, nobody none."""

    wall = "none"
    forget = "delete"

    member_id = models.UUIDField()
    member = link("membership.Member", "member_id", "digests")
    until = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["neighbourhood", "member_id"], name="digest_once"),
            NeighbourhoodFK(name="digest_member", field="member_id", to="membership.Member"),
        ]


class DigestRound(models.Model):
    """For which moment the last round of each rhythm was set going."""

    placement, wall = "local", "none"

    rhythm = models.CharField(max_length=6, primary_key=True)
    due = models.DateTimeField()


class Mute(InNeighbourhood):
    """A talk a member wants to hear no more of: no bell and no mail about this post."""

    wall, mine = "mine", "member_id"
    forget = "delete"

    member_id = models.UUIDField()
    member = link("membership.Member", "member_id", "mutes")
    post_id = models.UUIDField()
    post = link("board.Post", "post_id", "mutes")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["neighbourhood", "member_id", "post_id"], name="mute_once"),
            NeighbourhoodFK(name="mute_member", field="member_id", to="membership.Member"),
            NeighbourhoodFK(name="mute_post", field="post_id", to="board.Post"),
        ]


class PushDevice(models.Model):
    """A browser that somebody switched on: where its push service takes messages, and the keys that only the browser can read with.

    Of the account, not of a neighbourhood: what it is told of is decided by the preferences there.
    """

    placement, wall = "local", "account"  # no `whose`: the desk has no devices
    forget = "delete"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="devices")
    endpoint = models.CharField(max_length=600, unique=True)  # whoever knows it may knock; so it is shown to nobody
    point = models.BinaryField()  # the browser's public key
    secret = models.BinaryField()
    added_at = models.DateTimeField(default=timezone.now)
    told = models.UUIDField(null=True)  # what it was told of last together with many others: a job that runs twice tells it once


class OutgoingMail(models.Model):
    """A mail about to go, for the accounts' own letters (six digits, reset links). `sealed` is encrypted: no code shows.

    Who is signing in, joining or at the desk may put one in; only the keeper takes it out. Wiped when sent, deleted a day on.
    """

    placement, wall, rights = "local", "account", "INSERT"
    joiner = "INSERT"
    joiner_condition = None  # a mail on its way out belongs to no neighbourhood

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    sealed = models.BinaryField()
    queued_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["queued_at"], name="outgoing_oldest")]
