"""Who may read and not write for a while: each verb of a neighbour is refused then, or stands here with the reason why it is not.

Refused is what puts words, a picture, a face or a name before others, or brings others somewhere (membership/rules.py may_write). Open
stays what takes back, ends, keeps a promise made before, or is nobody else's. A new verb must say which of the two it is.
"""

import ast
import importlib
from pathlib import Path
from types import CodeType, FunctionType, ModuleType

import stoep
from stoep.membership.rules import may_write

ROOMS = Path(stoep.__file__).parent
BEFORE = "the words stood there before; it says how things are now"
PROMISED = "keeps or ends what was promised before, without words of one's own"
BACK = "takes something back, or ends it"
ALONE = "nobody else sees it"
TICKS = "ticks from a list, and no words"
TOLD = "tells who looks after Stoep, not neighbours"

OPEN = {
    # board
    "withdraw_comment": BACK, "withdraw_post": BACK, "withdraw_nearby_answer": BACK, "end_nearby": BACK, "end_poll": BACK,
    "end_urgent": BACK, "withdraw_claim": BACK, "close_thing": BACK, "leave_group": BACK, "decline_group": BACK,
    "solve_question": BEFORE, "cancel_event": BEFORE, "skip_event": BEFORE, "bring_home": BEFORE, "choose_topics": TICKS,
    "agree_claim": PROMISED, "decline_claim": PROMISED, "hand_over": PROMISED, "take_back": PROMISED, "thank_for_thing": PROMISED,
    "upload_picture": ALONE, "mark_seen": ALONE, "renew_address": ALONE, "drop_address": ALONE, "keep_draft": ALONE, "drop_draft": ALONE,
    "mute_group": ALONE, "hear_group": ALONE, "vote_poll": "a vote is not words",
    # care
    "withdraw_help": BACK, "leave_quietly": BACK, "end_quietly": BACK, "leave_volunteers": BACK,
    "pick_helper": PROMISED, "solve_help": PROMISED, "pick_quietly": PROMISED, "solve_quietly": PROMISED, "reopen_help": BEFORE,
    "choose_skills": TICKS, "join_volunteers": "a name for the town, which is not a neighbour",
    # chat
    "leave_conversation": BACK, "withdraw_message": BACK, "upload_sent_picture": ALONE, "mark_read": ALONE, "mute_conversation": ALONE,
    # membership
    "stop_ambassador": BACK, "remove_photo": BACK, "revoke_invitation": BACK, "take_back_letter": BACK,
    "block_member": ALONE, "unblock_member": ALONE, "read_nearby": ALONE, "look_up": ALONE,
    "shield_member": "their own safety", "mark_minor": "their own safety",
    "prove_at_counter": "a connector's work at the counter, in no words",
    # moderation and notify
    "flag": TOLD, "flag_message": TOLD,
    "read_bell": ALONE, "set_preferences": ALONE, "mute_talk": ALONE, "unmute_talk": ALONE,
}  # fmt: skip
PARTS = {  # of verbs, which ask the rule before them
    "answered", "brought", "set_needs", "save_solved", "locked_post", "void_card", "draft_said", "forget_draft", "choose_again", "attach",
    "read", "note", "may_come_along", "may_invite", "blocked_by", "blocked_since", "blocked_me_since",
}  # fmt: skip


def verbs() -> dict[str, FunctionType]:
    """What a neighbour can do: functions with their standing first that write a line, are one act, or live among the actions."""
    found = {}
    for path in sorted(ROOMS.rglob("*.py")):
        if {"tests", "migrations"} & set(path.parts):
            continue
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and _acts(path, node):
                module = importlib.import_module(".".join(path.with_suffix("").relative_to(ROOMS.parent).parts))
                found[node.name] = getattr(module, node.name)
    return found


def _acts(path: Path, node: ast.FunctionDef) -> bool:
    first = node.args.args[0].annotation if node.args.args else None
    if first is None or ast.unparse(first) != "MemberStanding":
        return False
    said = ast.unparse(node)
    return "actions" in {path.stem, path.parent.name} or "record(member," in said or "record(standing," in said or "@transaction" in said


def asks(verb: FunctionType, seen: set) -> bool:
    """Whether the rule is somewhere among what a verb calls, by name, within the house."""
    if verb is may_write:
        return True
    if verb in seen or not (verb.__module__ or "").startswith("stoep."):
        return False
    seen.add(verb)
    return any(asks(called, seen) for called in _called(verb.__globals__, _plain(verb).__code__))


def _plain(verb: FunctionType) -> FunctionType:
    return getattr(verb, "__wrapped__", verb)


def _called(names: dict, code: CodeType):
    for name in code.co_names:
        known = names.get(name)
        if isinstance(known, ModuleType):
            yield from (found for other in code.co_names if isinstance(found := getattr(known, other, None), FunctionType))
        elif isinstance(known, FunctionType):
            yield _plain(known)
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from _called(names, inner)


def test_each_verb_of_a_neighbour_is_refused_or_says_why_not():
    undecided = [name for name, verb in verbs().items() if name not in {*OPEN, *PARTS} and not asks(_plain(verb), set())]
    assert not undecided, f"ask may_write, or say in OPEN why who may only read may do it: {sorted(undecided)}"


def test_the_list_names_no_verb_that_is_gone():
    assert not {*OPEN, *PARTS} - set(verbs())
