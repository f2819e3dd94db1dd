"""What the board's short keys are called on screen, and which chalk they wear."""

from django.utils.translation import gettext_lazy as _

FACES = {  # R3: sympathetic only
    "nice": _("Nice"), "thanks": _("Thanks"), "wow": _("Wow"), "haha": _("Haha"), "sad": _("Sad"), "wave": _("Wave"),
}  # fmt: skip
TOPICS = {  # key: (label, icon, chalk)
    "nature": (_("Nature"), "tree-deciduous", "green"),
    "traffic": (_("Traffic"), "bike", "yellow"),
    "contact": (_("Getting to know each other"), "coffee", "pink"),
    "street": (_("Our street"), "footprints", "lilac"),
    "children": (_("Children"), "baby", "yellow"),
    "activities": (_("Things to do"), "party-popper", "pink"),
    "sport": (_("Sport and culture"), "sparkles", "blue"),
    "safety": (_("Safety"), "shield", "lilac"),
    "care": (_("Care"), "heart-pulse", "pink"),
    "things": (_("Things"), "gift", "green"),
    "waste": (_("Waste"), "recycle", "green"),
    "lost": (_("Lost and found"), "search", "yellow"),
    "other": (_("Something else"), "tag", "plain"),
}
KINDS = {
    "message": _("Message"),
    "question": _("Question"),
    "announcement": _("From the town"),
    "help": _("Help wanted"),
    "thing": _("Give and lend"),
    "event": _("Things to do together"),
    "idea": _("Ideas"),
    "lost": _("Lost and found"),
    "poll": _("Polls"),
}
LANGUAGE_NAMES = {"nl": "Nederlands", "fr": "Français", "de": "Deutsch", "en": "English"}
