"""The verbs of care."""

from .asking import ask_help, ask_neighbours, edit_help
from .offering import offer_help, withdraw_help
from .settling import pick_helper, reopen_help, solve_help
from .skills import choose_skills

__all__ = [
    "ask_help",
    "ask_neighbours",
    "choose_skills",
    "edit_help",
    "offer_help",
    "pick_helper",
    "reopen_help",
    "solve_help",
    "withdraw_help",
]
