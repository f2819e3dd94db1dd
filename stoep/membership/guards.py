"""What a mandate may write, said once more in the database: even raw SQL at the desk orders, approves and announces in its own name only.

Each is SQL about the row being written, for the restrictive policies of lib/wall.py. `stoep.person` and `stoep.town` are who the door
let in; code that can run any SQL can set them to somebody else's (docs/security-model.md), so the actions' rules stay the first belt.
"""

from stoep.lib.wall import PERSON, TOWN

PRINTS, WRITES = "m.duty = 'print_operator'", "m.duty = 'official' AND m.may_write"
DECIDES = "(m.duty = 'operator' OR m.duty = 'official' AND m.may_approve)"


def holds(duty: str, more: str = "true") -> str:
    """Whoever acts holds such a mandate for the town now; `more` ties it to the row, as in `m.id = ordered_by`."""
    return f"""EXISTS (SELECT 1 FROM membership_mandate m WHERE m.person_id = {PERSON}
 AND (m.municipality_id = {TOWN} OR m.duty = 'operator') AND now() BETWEEN m.starts_at AND m.ends_at AND {duty} AND {more})"""  # noqa: S608


def of_this_town(column: str) -> str:
    """Every neighbourhood of a list lies in the town."""
    return f"{column} <@ ARRAY(SELECT n.id FROM places_neighbourhood n WHERE n.municipality_id = {TOWN})"  # noqa: S608


BATCH = "membership_letterbatch"
ANOTHER = f"EXISTS (SELECT 1 FROM membership_mandate o WHERE o.id = {BATCH}.ordered_by AND o.person_id <> {PERSON})"  # noqa: S608
BATCH_GUARDS = {
    "INSERT": f"""state = 'ordered' AND percent = 0 AND refused_reason = ''
 AND num_nonnulls(approved_by, approved_at, ready_at, fetched_by, fetched_at, received_at) = 0
 AND {holds(WRITES, f"m.id = {BATCH}.ordered_by")} AND {of_this_town("neighbourhoods")}
 AND expected = CASE WHEN in_names
  THEN (SELECT coalesce(sum(n.homes), 0) FROM membership_namedwords n WHERE n.neighbourhood_id = ANY ({BATCH}.neighbourhoods)
   AND n.municipality_id = {TOWN} AND n.batch_id IS NULL AND n.refused_at IS NULL)
  WHEN only_asked
  THEN (SELECT coalesce(sum(w.homes), 0) FROM membership_wishcount w WHERE w.neighbourhood_id = ANY ({BATCH}.neighbourhoods))
  ELSE (SELECT coalesce(sum(c.addresses), 0) FROM places_addresscount c WHERE c.neighbourhood_id = ANY ({BATCH}.neighbourhoods))
 END""",  # noqa: S608
    # `ready_at` is the keeper's alone: where it stands, the letters were ordered by one, approved by another and typeset.
    "UPDATE": (
        "state IN ('ordered', 'ready', 'fetched')",
        f"""CASE state
 WHEN 'approved' THEN ready_at IS NULL AND {ANOTHER} AND {holds(DECIDES, f"m.id = {BATCH}.approved_by")}
 WHEN 'refused' THEN ready_at IS NULL AND {ANOTHER} AND {holds(DECIDES, f"m.id = {BATCH}.approved_by")}
 WHEN 'ready' THEN ready_at IS NOT NULL AND fetched_at IS NOT NULL AND received_at IS NULL AND {ANOTHER} AND {holds(DECIDES)}
 WHEN 'fetched' THEN ready_at IS NOT NULL AND received_at IS NULL AND {holds(PRINTS, f"m.id = {BATCH}.fetched_by")}
 WHEN 'received' THEN ready_at IS NOT NULL AND fetched_at IS NOT NULL AND {holds(PRINTS)} ELSE false END""",
    ),
}
WORDS = "membership_namedwords"
WORDS_GUARDS = {  # an official leaves out what should not be printed under the town's letterhead, and says why; once
    "UPDATE": (
        "refused_at IS NULL AND batch_id IS NULL",
        f"refused_at IS NOT NULL AND reason <> '' AND {holds(WRITES, f'm.id = {WORDS}.refused_by')}",
    ),
}
ANNOUNCEMENT = "board_announcement"
# Who agreed that neighbours are called may approve, and is another person than who wrote it.
SECOND = f"""EXISTS (SELECT 1 FROM membership_mandate a, membership_mandate w WHERE a.id = {ANNOUNCEMENT}.urgent_by AND a.may_approve
 AND a.municipality_id = {TOWN} AND w.id = {ANNOUNCEMENT}.mandate_id AND a.person_id <> w.person_id)"""  # noqa: S608
ANNOUNCEMENT_GUARDS = {
    "INSERT": f"""state = 'sending' AND num_nonnulls(sent_at, edited_at, ended_at, urgent_by, urgent_at, urgent_over_at) = 0 AND
 {of_this_town("neighbourhoods")} AND
 {holds(WRITES, f"m.id = {ANNOUNCEMENT}.mandate_id AND m.name = {ANNOUNCEMENT}.signed AND m.function = {ANNOUNCEMENT}.function")}""",
    "UPDATE": (
        "state <> 'ended'",  # `sent_at` is the keeper's: no announcement is said to be sent before it is
        f"""({holds(WRITES)} OR (urgent_by IS NOT NULL AND {holds(DECIDES)})) AND (urgent_by IS NULL OR {SECOND}) AND
 CASE state WHEN 'sending' THEN sent_at IS NULL WHEN 'sent' THEN sent_at IS NOT NULL
 ELSE ended_at IS NOT NULL END""",
    ),
}
