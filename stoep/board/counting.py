"""How much talk and how many faces a post has, kept on the post: a page of the board would otherwise count them for ten posts each time.

Whoever writes, withdraws or deletes a remark or a face recounts, holding the post's row: of two who do so at once the second sees what
the first did. Nothing is added or subtracted, so a number that was ever wrong is right again with the next remark. Somebody who blocked a
neighbour, or was blocked, is shown numbers that are counted for them alone (feed.py).
"""

from uuid import UUID

from django.db import connection

RECOUNT = """UPDATE board_post p SET
 talk_count = (SELECT count(*) FROM board_comment c WHERE c.neighbourhood_id = {here} AND c.post_id = p.id
  AND c.withdrawn_at IS NULL AND c.held_at IS NULL),
 faces = coalesce((SELECT jsonb_object_agg(f.face, f.n) FROM (SELECT r.face, count(*) AS n FROM board_reaction r
  WHERE r.neighbourhood_id = {here} AND r.post_id = p.id GROUP BY r.face) f), '{{}}')
 WHERE p.neighbourhood_id """
ONE = RECOUNT.format(here="%(here)s") + "= %(here)s AND p.id = %(post)s"
EACH = RECOUNT.format(here="%(here)s") + "= %(here)s AND p.id = ANY (%(posts)s)"
ALL = RECOUNT.format(here="p.neighbourhood_id") + "= ANY (%(places)s)"


def recount(here: int, post: UUID) -> None:
    """Count one post again. The caller holds its row (select_for_update)."""
    with connection.cursor() as cursor:
        cursor.execute(ONE, {"here": here, "post": post})


def recount_each(here: int, posts: list[UUID]) -> None:
    """Count several posts of one neighbourhood again. The caller holds their rows."""
    with connection.cursor() as cursor:
        cursor.execute(EACH, {"here": here, "posts": posts})


def recount_places(places: list[int]) -> None:
    """Count every post of these neighbourhoods again: after sowing, or after a repair by hand."""
    with connection.cursor() as cursor:
        cursor.execute(ALL, {"places": places})
