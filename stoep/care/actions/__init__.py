"""The verbs of care."""

from ..quiet.answering import leave_quietly, offer_quietly
from ..quiet.asking import ask_quietly, end_quietly, pick_quietly, solve_quietly
from ..volunteers.actions import join_volunteers, leave_volunteers, read_volunteers
from .asking import ask_help, ask_neighbours, edit_help
from .offering import offer_help, withdraw_help
from .settling import pick_helper, reopen_help, solve_help
from .skills import bring_skills, choose_skills

__all__ = [
    "ask_help",
    "ask_neighbours",
    "ask_quietly",
    "bring_skills",
    "choose_skills",
    "edit_help",
    "end_quietly",
    "join_volunteers",
    "leave_quietly",
    "leave_volunteers",
    "offer_help",
    "offer_quietly",
    "pick_helper",
    "pick_quietly",
    "read_volunteers",
    "reopen_help",
    "solve_help",
    "solve_quietly",
    "withdraw_help",
]
