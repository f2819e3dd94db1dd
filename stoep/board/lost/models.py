"""The facet of a post about something lost or found."""

from django.db import models

from stoep.lib.shards import InNeighbourhood, NeighbourhoodFK, link


class Lost(InNeighbourhood):
    """What is looked for, or whose owner is, until it is home again."""

    wall = "neighbours"

    class What(models.TextChoices):
        LOST = "lost"
        FOUND = "found"

    post_id = models.UUIDField()
    post = link("board.Post", "post_id", "losts")
    what = models.CharField(max_length=8, choices=What, default=What.LOST)
    where = models.CharField(max_length=120, blank=True)
    home_at = models.DateTimeField(null=True)  # home again

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["neighbourhood", "post_id"], name="lost_post_once"),
            NeighbourhoodFK(name="lost_post", field="post_id", to="board.Post"),
        ]
