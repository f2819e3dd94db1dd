"""The verbs around a thing."""

from .claiming import claim_thing, withdraw_claim
from .offering import close_thing, edit_thing, offer_thing
from .settling import agree_claim, decline_claim, hand_over, take_back, thank_for_thing

__all__ = [
    "agree_claim",
    "claim_thing",
    "close_thing",
    "decline_claim",
    "edit_thing",
    "hand_over",
    "offer_thing",
    "take_back",
    "thank_for_thing",
    "withdraw_claim",
]
