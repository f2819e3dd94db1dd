"""A great many posts, for measuring: made inside the database, some neighbourhoods to a transaction."""

from datetime import datetime

import psycopg
from django.db import connection

from stoep.board.search import configuration
from stoep.lib import connections
from stoep.lib.roles import acting
from stoep.lib.shards import fan_out

from ..demotown.words import everything
from .ground import KEEPER

SLICE = 50_000  # posts to a transaction
MEASURED = "board_post, board_comment, board_reaction, membership_member, membership_seat, places_address, people_person"

# A post is known by its place and number; md5 of both decides everything about it, so that comments find it again.
DRAWN = """WITH people AS MATERIALIZED (
  SELECT neighbourhood_id AS place, array_agg(id ORDER BY id) AS ids, count(*)::int AS many FROM membership_member
   WHERE neighbourhood_id = ANY (%(places)s) AND kind = 'resident' AND state = 'active' GROUP BY 1),
 said AS MATERIALIZED (
  SELECT row_number() OVER () AS n, body, language, kind, ARRAY[topic]::varchar[] AS topics, to_tsvector(words::regconfig, body) AS vector
    FROM unnest(%(bodies)s::text[], %(languages)s::text[], %(kinds)s::text[], %(topics)s::text[], %(words)s::text[])
      AS t (body, language, kind, topic, words)),
 hashed AS (
  SELECT place, ids, many, k, md5(place || '/' || k) AS hash, %(now)s::timestamptz - interval '150 days' * (k::float8 / %(each)s) AS created
    FROM people, generate_series(1, %(each)s) AS k),
 post AS (
  SELECT place, ids, many, k, hash, created, ('x' || substr(hash, 1, 7))::bit(28)::int AS dice,
         (lpad(to_hex((extract(epoch FROM created) * 1000)::bigint), 12, '0')
          || '7' || substr(hash, 1, 3) || '8' || substr(hash, 4, 15))::uuid AS id
    FROM hashed)
"""
FACE = "(ARRAY['nice', 'thanks', 'haha', 'wow'])[1 + dice %% 4]"
POSTS = f"""INSERT INTO board_post
  (neighbourhood_id, id, author_id, kind, title, body, language, topics, comments_on, created, version, vector, talk_count, faces)
 SELECT place, post.id, ids[1 + dice %% many], said.kind, '', said.body, said.language, said.topics, true, created, 1, said.vector,
        k %% 3, CASE WHEN k %% 2 = 0 THEN jsonb_build_object({FACE}, 1) ELSE '{{}}' END
   FROM post JOIN said ON said.n = 1 + dice %% %(texts)s"""  # noqa: S608  our own SQL
# None, one or two remarks under each.
COMMENTS = """INSERT INTO board_comment (neighbourhood_id, id, post_id, author_id, body, language, created, vector)
 SELECT place, (left(post.id::text, 24) || substr(md5(hash || nth), 1, 12))::uuid, post.id, ids[1 + (dice / 7 + nth) %% many],
        said.body, said.language, created + interval '37 minutes' * nth, said.vector
   FROM post CROSS JOIN generate_series(1, 2) AS nth JOIN said ON said.n = 1 + (dice / 3 + nth) %% %(texts)s WHERE nth <= k %% 3"""
REACTIONS = f"""INSERT INTO board_reaction (neighbourhood_id, id, post_id, member_id, face, at)
 SELECT place, (left(post.id::text, 24) || substr(md5(hash || 'face'), 1, 12))::uuid, post.id, ids[1 + (dice / 11) %% many],
        {FACE}, created + interval '12 minutes' FROM post WHERE k %% 2 = 0"""  # noqa: S608  our own SQL


def sow(places: list[int], posts: int, now: datetime, tick) -> None:
    """So many posts more, spread evenly over these neighbourhoods, with a remark and half a face each on average."""
    each = -(-posts // len(places))
    step = max(1, SLICE // each)
    for start in range(0, len(places), step):
        tick(start / len(places), "a great many posts")
        with acting(KEEPER), fan_out("seed"), connection.cursor() as cursor:
            here = {"places": places[start : start + step], "each": each, "now": now}
            cursor.execute(DRAWN + POSTS, here | _texts([(w.body, w.language, w.kind, w.topics[0]) for w in everything()]))
            remarks = [(r.text, r.language, "", "") for w in everything() for r in w.talk]
            cursor.execute(DRAWN + COMMENTS, here | _texts(remarks))
            cursor.execute(DRAWN + REACTIONS, here | _texts(remarks[:1]))
    look_again()


def _texts(rows: list[tuple]) -> dict:
    bodies, languages, kinds, topics = (list(column) for column in zip(*rows, strict=True))
    bodies = [
        body.replace("{street}", "Molenstraat").replace("{street2}", "Kerkstraat").replace("{hood}", "Zoelegem")
        for body in bodies
    ]
    words = [configuration(language) for language in languages]
    return {"bodies": bodies, "languages": languages, "kinds": kinds, "topics": topics, "words": words, "texts": len(rows)}


def look_again() -> None:
    """Let the planner know how much there is now. Only a table's owner may ask for it."""
    with psycopg.connect(connections.dsn("owner", connection.settings_dict["NAME"]), autocommit=True) as owner:
        owner.execute(f"VACUUM ANALYZE {MEASURED}")
