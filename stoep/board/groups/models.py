"""A group of neighbours, who belongs to it, and what each of them wants of it on their own board."""

from django.db import models
from django.utils import timezone

from stoep.lib.shards import InNeighbourhood, NeighbourhoodFK, link
from stoep.lib.wall import MEMBER

NAME, ABOUT = 60, 600


class Groups(models.QuerySet):
    """Groups as neighbours find them."""

    def standing(self, member):
        """Those of the member's neighbourhood that are not put aside, ended ones too: their posts stay, so their page does."""
        return self.filter(neighbourhood=member.here, held_at=None)


class Group(InNeighbourhood):
    """A street, a building, a hobby. Every neighbour may read what it says and come in: there is one network per neighbourhood."""

    wall = "neighbours"
    rights = "SELECT, INSERT, UPDATE (name, folded, kind, about, worded_by, edited_at, ended_at)"  # putting aside is the keeper's
    forget = "keep because a group is its members': who began it is a number that names nobody; with nobody left in it, it goes"

    class Kind(models.TextChoices):
        STREET = "street"
        BUILDING = "building"
        HOBBY = "hobby"
        OTHER = "other"

    name = models.CharField(max_length=NAME)
    folded = models.CharField(max_length=2 * NAME)  # the name without capitals, accents and signs (naming.py): unique while it goes on
    kind = models.CharField(max_length=12, choices=Kind)
    about = models.CharField(max_length=ABOUT, blank=True)
    begun_by = models.UUIDField()
    worded_by = models.UUIDField(null=True)  # who wrote what it says of itself now; nobody: who began it
    created = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    held_at = models.DateTimeField(null=True)
    act = models.UUIDField(null=True)

    objects = Groups.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["neighbourhood", "folded"], condition=models.Q(ended_at=None), name="group_name_once"),
            models.UniqueConstraint(fields=["neighbourhood", "act"], name="group_act_once"),
            NeighbourhoodFK(name="group_beginner", field="begun_by", to="membership.Member"),
        ]

    # Its name and its text as the words of a post: what is told, read and put aside when somebody says that they are not right.
    language = ""

    @property
    def author_id(self):
        return self.worded_by or self.begun_by

    @property
    def title(self):
        return self.name

    @property
    def body(self):
        return self.about


class GroupMember(InNeighbourhood):
    """A neighbour in a group. Its keepers look after its name, its text and its end."""

    wall, rights = "neighbours", "SELECT, INSERT, UPDATE (keeper, declined_at), DELETE"
    guards = {"INSERT": f"member_id = {MEMBER}"}  # nobody is put into a group by another
    forget = "delete"

    group_id = models.UUIDField()
    group = link("board.Group", "group_id", "belonging")
    member_id = models.UUIDField()
    member = link("membership.Member", "member_id", "groups")
    keeper = models.BooleanField(default=False)
    joined_at = models.DateTimeField(default=timezone.now)
    declined_at = models.DateTimeField(null=True)  # was asked to keep it, and would rather not

    class Meta:
        indexes = [models.Index(fields=["neighbourhood", "member_id"], name="group_member_mine")]
        constraints = [
            models.UniqueConstraint(fields=["neighbourhood", "group_id", "member_id"], name="group_member_once"),
            NeighbourhoodFK(name="group_member_group", field="group_id", to="board.Group"),
            NeighbourhoodFK(name="group_member_member", field="member_id", to="membership.Member"),
        ]


class GroupWish(InNeighbourhood):
    """Whether a neighbour wants a group's posts on their own board, and in the bell. Nobody else can see it. No row: board yes, bell no."""

    wall, mine = "mine", "member_id"
    forget = "delete"

    member_id = models.UUIDField()
    member = link("membership.Member", "member_id", "group_wishes")
    group_id = models.UUIDField()
    group = link("board.Group", "group_id", "wishes")
    muted = models.BooleanField(default=False)
    told = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["neighbourhood", "member_id", "group_id"], name="group_wish_once"),
            NeighbourhoodFK(name="group_wish_member", field="member_id", to="membership.Member"),
            NeighbourhoodFK(name="group_wish_group", field="group_id", to="board.Group"),
        ]
