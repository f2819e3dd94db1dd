"""Where an idea stands, in words."""

from django.utils.translation import gettext_lazy as _

from .models import Idea

STAGES = {  # key: (label, icon, chalk)
    Idea.Stage.GATHERING: (_("Gathering people"), "users", "plain"),
    Idea.Stage.DOING: (_("We are doing it"), "footprints", "blue"),
    Idea.Stage.DONE: (_("It is done"), "circle-check", "green"),
    Idea.Stage.DROPPED: (_("Not going on"), "x", "plain"),
}
