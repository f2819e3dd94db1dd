"""A request of An in Brug, to try the verbs on."""

from stoep.care.actions import ask_help, choose_skills
from stoep.lib.ids import uuid7
from stoep.lib.roles import acting
from tests import cast
from tests.shards import guarded

SAID = {"title": "", "body": "Wie draagt mee een kast naar boven?", "language": "nl", "topics": [], "comments_on": True, "pictures": {}}


def ask(c, who="an", act=None, **facet):
    """Who asks, as their own standing, under the guard."""
    standing = cast.member(c, who)
    with acting(standing), guarded():
        return ask_help(standing, act=act or uuid7(), said=SAID, **({"skill": "carry", "moment": "zaterdag", "helpers": 2} | facet))


def likes(c, who, *skills, at_once=False):
    """Somebody ticks what they like to do."""
    standing = cast.member(c, who)
    with acting(standing), guarded():
        return choose_skills(standing, skills=skills, at_once=at_once)


def does(c, who, act, /, **given):
    """One act of somebody of the cast."""
    standing = cast.member(c, who)
    with acting(standing), guarded():
        return act(standing, **given)


def open_page(client, c, who, path, **asked):
    """A page of Brug, as somebody sees it; `asked` stands behind the address."""
    return cast.sign_in(client, getattr(c, who)).get(f"/n/{c.brug.slug}/{path}", asked)
