"""What each door answers to GET, written down: who of the cast gets which status where. Whatever is not said here is 404."""

from .scene import BLIND, BLOCKS, DESKS, INSIDE, PRINTS, TAKE_PART, UNDER

OUT = {"gust", "nobody"}  # not signed in

# Doors for nobody and for any person: (signed out, signed in), and exceptions by name.
OPEN = {
    "healthz": (200, 200), "start": (200, 200), "find": (200, 200), "streets": (200, 200), "about": (200, 200), "security": (200, 200),
    "house_rules": (200, 200), "set_language": (405, 405), "choose_account": (302, 302), "home": (404, 302), "join": (200, 200),
    "join_code": (302, 302), "sign_ins": (404, 200), "end_sign_in": (404, 405),
    "my_data": (404, 200), "ask_export": (404, 405), "fetch_export": (404, 405),
    "erase_account": (404, 200), "account_erased": (200, 200), "come_back": (200, 200), "still_here": (200, 200),
    "mail_way_back": (405, 405),
    "join_you": (302, 302), "join_mail": (302, 302), "stop_letters": (200, 200),
    "interest": (200, 200), "interest_confirm": (200, 200), "interest_stop": (200, 200),
    "pending": (404, 302), "prove_by_letter": (404, 405), "ask_letter": (404, 405), "withdraw_application": (404, 302),
    "ask_identity": (404, 302), "identity_back": (404, 302),
    "move_home": (404, 302), "come_home": (404, 200), "invited": (200, 200), "guide": (200, 200), "my_places": (404, 302),
    "opened": (404, 404), "statements": (404, 200), "statement": (404, 404), "moderation_counts": (200, 200),
    "unsubscribe": (404, 404), "calendar_feed": (404, 404), "why": (404, 404), "devices": (404, 200),
    "keep_device": (404, 405), "drop_device": (404, 405), "manifest": (200, 200), "worker": (200, 200), "offline": (200, 200),
    "demo_sign_in": (404, 404), "demo_letter": (404, 404), "demo_mail": (404, 404),
    "account_login": (200, 302), "account_logout": (302, 200), "account_inactive": (200, 200), "account_signup": (200, 302),
    "account_reauthenticate": (302, 200), "account_email": (302, 200), "account_email_verification_sent": (302, 302),
    "account_change_password": (302, 200), "account_set_password": (302, 302), "account_reset_password": (200, 200),
    "account_confirm_login_code": (302, 302), "account_confirm_password_reset_code": (302, 302),
    "account_complete_password_reset": (302, 302),
    "account_password_reset_completed": (200, 200), "account_request_login_code": (200, 302),
    "mfa_index": (302, 200), "mfa_authenticate": (302, 302), "mfa_reauthenticate": (302, 302), "mfa_activate_totp": (302, 302),
    "mfa_deactivate_totp": (302, 404), "mfa_view_recovery_codes": (302, 404), "mfa_generate_recovery_codes": (302, 302),
    "mfa_download_recovery_codes": (302, 404), "mfa_list_webauthn": (302, 200), "mfa_add_webauthn": (302, 302),
    "mfa_reauthenticate_webauthn": (302, 302), "mfa_remove_webauthn": (302, 302), "mfa_edit_webauthn": (302, 302),
    "mfa_login_webauthn": (302, 302),
}  # fmt: skip
OPEN_EXCEPT = {
    **{("move_home", who): 200 for who in ("an", "bram", "chloe", "marie", "noor")},  # who lives somewhere
    ("join_code", "gust"): 200, ("join_you", "gust"): 200, ("join_mail", "gust"): 200,
    ("statement", "an"): 200, ("opened", "an"): 200, ("home", "hugo"): 302, ("home", "ilse"): 200, ("my_places", "dirk"): 200,
}  # fmt: skip

# Who may open a page on which thing; "all" = everybody whom the door lets in.
STANDS = ("talk", "reactions", "react_post", "comment_post", "picture")  # on a post that stands and that no block hides
OWN = ("edit_post", "withdraw_post", "edit_comment", "withdraw_comment", "drop_draft", "reach_nearby")
# Kinds with a form of their own.
EDITS = {"help": "edit_help", "thing": "edit_thing", "poll": "edit_poll", "idea": "edit_idea", "lost": "edit_lost",
         "party": "edit_event"}  # fmt: skip


TALKS = ("conversation", "conversation_news", "propose_times", "about_conversation")  # for who takes part


def expected(gate, who, room, key) -> int:
    """The status of GET."""
    if gate.door in ("nobody", "person", "demo"):
        return OPEN_EXCEPT.get((gate.name, who), OPEN[gate.name][who not in OUT])
    if gate.door == "member":
        return _inside(gate, who, room, key) if who in INSIDE[room] else 404
    if gate.door == "guest":  # nobody of the cast has said anything next door (board/tests/test_nearby_guest.py)
        return 404
    if gate.door == "operator":
        closed = gate.name in ("matter_picture", "opened_page")  # nobody has opened it
        return 404 if closed or who not in ("karim", "katrien") else 200 if "GET" in gate.methods else 405
    if gate.door == "official":
        return _at_desk(gate, who, room, key)
    raise AssertionError(f"nobody said who may use the door {gate.door!r}")


def author_of(key: str) -> str:
    ans = dict.fromkeys(("gone", "party", "help", "thing", "poll", "idea"), "an")
    return (ans | {"held": "bram", "lost": "marie", "town oever": "town"}).get(key, key)


def _inside(gate, who, room, key) -> int:
    if "GET" not in gate.methods:
        return 405
    if key is None:
        return 302 if gate.name == "print_week" else 200  # nothing chosen: back to choosing
    here = ("oever-kaai" if key == "chloe" else "oever-brug") == room
    author = author_of(key)
    stands = here and key not in ("gone", "held") and author not in BLIND.get(who, ())
    if gate.name == "post":
        return 200 if stands else 410 if here and key == "gone" and who == "an" else 404
    if gate.name in STANDS:
        return 200 if stands else 404
    if key in EDITS and gate.name in ("edit_post", EDITS[key]):
        return 404 if who != author or not here else 302 if gate.name == "edit_post" else 200
    if gate.name == "download_event":
        return 200 if stands and key == "party" else 404
    if gate.name in EDITS.values() or gate.name in ("translate_post", "translate_comment"):
        return 404  # no engine is set
    if gate.name == "quiet":
        return 200 if who in ("an", "bram") else 404
    if "/groups/" in gate.url:
        return 200 if here and (gate.name in ("group", "group_members") or who == key) else 404
    if "/safety/" in gate.url:
        return _safe(gate, who, here, key)
    if gate.name in OWN:
        return 200 if stands and author == who else 404
    if "/chat/" in gate.url:
        return _chatting(gate, who, here, key)
    if gate.name in ("invitation_card", "invitation_code"):
        return 200 if here and key == who else 404
    if "/invite/letters/" in gate.url:
        return 200 if here and key == who else 404
    if gate.name in ("neighbour", "photo"):
        there = here and key != "hugo" and key not in BLIND.get(who, ())
        return 200 if there and (gate.name != "photo" or key in ("bram", "chloe")) else 404
    raise AssertionError(f"nobody said who may open {gate.name} on {key}")


def _safe(gate, who, here, key) -> int:
    """Reporting what one can read, but not one's own; blocking whom one sees, but not oneself. All here was written after the blocks: what
    came before one is stoep/moderation/tests/test_flag_message.py's."""
    blind = BLIND.get(who, set())
    if gate.name == "blocked_said":
        return 200 if here and key in BLOCKS.get(who, ()) else 404
    if gate.name == "picture_to_flag":
        return 200 if here and who in TAKE_PART[key] and TAKE_PART[key][0] not in blind else 404
    if gate.name == "block_member":
        return 200 if here and key not in ("hugo", who) and key not in BLIND.get(who, ()) else 404
    if gate.name == "flag_quiet":
        return 200 if who == "bram" else 404  # who was told
    if gate.name == "flag_group":
        return 404 if not here else 403 if who == key else 200
    if gate.name == "flag_message":
        people = TAKE_PART[key]
        reads = here and who in people and people[0] not in blind
        return 404 if not reads else 403 if who == people[0] else 200
    under = UNDER[key] if gate.name == "flag_comment" else key
    stands = here and key not in ("gone", "held") and author_of(key) not in blind
    if not stands or under in blind:
        return 404
    return 403 if author_of(key) == who else 200


def _chatting(gate, who, here, key) -> int:
    """Beginning with a neighbour (`key`), or a conversation, a message or a picture of TAKE_PART."""
    if gate.name == "group_talk":
        return 200 if here else 404
    if gate.name == "start_conversation":
        if not here or key == "hugo" or key in BLIND.get(who, ()):
            return 404
        if {who, key} in ({"an", "bram"}, {"chloe", "dirk"}):
            return 302  # they have begun already
        return 403 if key in (who, "marie") else 200
    people = TAKE_PART[key]
    part, speaker = here and who in people, people[0]
    reads = part and speaker not in BLIND.get(who, ())
    opens = {"leave_conversation": part and key == "circle", "sent_picture": reads, "withdraw_message": part and who == speaker}
    return 200 if opens.get(gate.name, part and gate.name in TALKS) else 404


def _at_desk(gate, who, room, key) -> int:
    official, printer = who in DESKS[room], who in PRINTS[room]
    duties = gate.view.door_needs.get("duties", ("official",))
    if not ((official and "official" in duties) or (printer and "print_operator" in duties)):
        return 404
    if "GET" not in gate.methods:
        return 405
    if key is not None:
        town, _, state = key.partition(" ")
        if town != room or (gate.name == "print_batch" and state != "ready"):
            return 404
    return 302 if gate.name == "desk" and printer else 200
