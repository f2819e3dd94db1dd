"""A form that is being filled in, as the server keeps it for its author."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from stoep.lib.shards import InNeighbourhood, NeighbourhoodFK, link

LINE = 80  # letters of the text that stand for it in a list


class Draft(InNeighbourhood):
    """What somebody typed, as it was typed. When the form is sent its row stays without a word in it: a copy that arrives late then
    finds that it has been said."""

    wall, mine = "mine", "member_id"
    forget = "delete"

    member_id = models.UUIDField()
    member = link("membership.Member", "member_id", "drafts")
    act = models.UUIDField()  # the form's own id, the one it is published under
    kind = models.CharField(max_length=16)
    typed = models.JSONField(default=dict)  # {name of the field: [values]}
    pictures = ArrayField(models.UUIDField(), default=list)  # not swept while they stand here
    changed = models.DateTimeField(default=timezone.now)
    said = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["neighbourhood", "changed"], name="draft_old")]
        constraints = [
            models.UniqueConstraint(fields=["neighbourhood", "member_id", "act"], name="draft_once"),
            NeighbourhoodFK(name="draft_member", field="member_id", to="membership.Member"),
        ]

    @property
    def line(self) -> str:
        """Its first words; empty while there are pictures only."""
        for name in ("title", "body"):
            words = " ".join(self.typed.get(name, [""])[-1].split())
            if words:
                return words if len(words) <= LINE else f"{words[: LINE - 1]}…"
        return ""
