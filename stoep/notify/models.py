"""What is aimed at one person: the bell's rows, what they wish to hear, and the mail on its way out."""

from django.db import models
from django.utils import timezone

from stoep.lib.ids import uuid7
from stoep.lib.shards import InNeighbourhood, NeighbourhoodFK, link


class Notification(InNeighbourhood):
    """One row aimed at one member. Its id is made of the journal's entry and the member: a job run twice writes it once."""

    wall, mine = "mine", "member_id"

    member_id = models.UUIDField()
    member = link("membership.Member", "member_id", "notifications")
    verb = models.CharField(max_length=60)  # what it says: audiences.py
    post_id = models.UUIDField(null=True)
    comment_id = models.UUIDField(null=True)
    actor_id = models.UUIDField(null=True)  # the neighbour who acted
    created = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["neighbourhood", "member_id", "-created"], name="bell")]
        constraints = [NeighbourhoodFK(name="notification_member", field="member_id", to="membership.Member")]


class Preference(InNeighbourhood):
    """What a member wants by mail. No row = the defaults."""

    wall, mine = "mine", "member_id"

    member_id = models.UUIDField()
    member = link("membership.Member", "member_id", "preferences")
    mail_replies = models.BooleanField(default=True)  # a mail at once for an answer to what I said
    mail_text = models.BooleanField(default=True)  # that mail says who answered and what; off for whoever shares a screen

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["neighbourhood", "member_id"], name="preference_once"),
            NeighbourhoodFK(name="preference_member", field="member_id", to="membership.Member"),
        ]


class Mute(InNeighbourhood):
    """A talk a member wants to hear no more of: no bell and no mail about this post."""

    wall, mine = "mine", "member_id"

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
