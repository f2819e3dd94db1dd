"""What one could organise, by season: for an empty calendar, and for whoever would like to begin and does not know with what."""

from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stoep.lib.clock import this_day

# key: (months in which one begins to plan it, icon, its name, a line about it, what stands in the form)
IDEAS = {
    "neighbours_day": (
        (3, 4, 5), "party-popper", gettext_lazy("Neighbours’ Day"),
        gettext_lazy("On the last Friday of May neighbours everywhere meet in their street."),
        gettext_lazy("Put a chair outside and bring something to drink. We meet in the street, whoever you are and however long you stay."),
    ),
    "street_breakfast": (
        (4, 5, 6, 7, 8, 9), "coffee", gettext_lazy("Street breakfast"),
        gettext_lazy("A long table, and everybody brings what they eat on Sunday anyway."),
        gettext_lazy("A long table in the street. Bring your own plate and cup, and something to share."),
    ),
    "swap_table": (
        (1, 2, 3, 4, 9, 10), "repeat", gettext_lazy("Swap table"),
        gettext_lazy("Books, plants, toys: what one has read or outgrown, another is looking for."),
        gettext_lazy("Bring books, plants or toys that you no longer need, and take home what you like."),
    ),
    "walk": (
        (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12), "footprints", gettext_lazy("A walk together"),
        gettext_lazy("An hour through the neighbourhood, at the pace of the slowest."),
        gettext_lazy("An hour through our neighbourhood, at the pace of the slowest. Dogs and prams are welcome."),
    ),
    "planting_day": (
        (2, 3, 10, 11), "tree-deciduous", gettext_lazy("Planting day"),
        gettext_lazy("Bulbs in autumn, front gardens in spring: with six hands it is done in a morning."),
        gettext_lazy("We put plants and bulbs in the ground together. Bring a spade if you have one."),
    ),
    "carol_evening": (
        (11, 12), "sparkles", gettext_lazy("Carol evening"),
        gettext_lazy("Soup, a few songs and a light in every window."),
        gettext_lazy("We sing a few songs in the street and drink soup afterwards. Singing well is not needed."),
    ),
    "garage_sale": (
        (4, 5, 6, 8, 9), "house", gettext_lazy("Garage sale"),
        gettext_lazy("One Sunday, ten open garages, and the street full of people."),
        gettext_lazy("Open your garage or put a table at the door. We tell everybody in which streets there is something to find."),
    ),
    "street_party": (
        (5, 6, 7, 8, 9), "party-popper", gettext_lazy("Street party"),
        gettext_lazy("The street closed to cars for an evening, tables outside, everybody brings a dish."),
        gettext_lazy("We close the street for an evening and put the tables outside. Bring a dish to share and your own plate and cup."),
    ),
    "repair_cafe": (
        (1, 2, 3, 9, 10, 11), "wrench", gettext_lazy("Repair café"),
        gettext_lazy("Whoever can mend things sits down with whoever has something broken."),
        gettext_lazy("Bring what is broken: a toaster, trousers, a bicycle. Neighbours who can mend things help you."),
    ),
    "litter_pick": (
        (2, 3, 4, 9, 10), "recycle", gettext_lazy("Litter pick"),
        gettext_lazy("An hour with gloves and bags, and soup afterwards."),
        gettext_lazy("We clean our streets for an hour. Bring gloves; there are bags, and soup afterwards."),
    ),
}  # fmt: skip
SHOWN, AHEAD = 4, 2
USUAL_START = {"street_breakfast": "09:30", "carol_evening": "19:00", "neighbours_day": "18:00"}


def suggestions(today: date, near: dict[str, int]) -> list[str]:
    """Keys of what fits this season: first what neighbourhoods near here did ({key: how many}, held.py), then the most seasonal. After
    these what they did in another season: one plans ahead."""
    season = [(key, months) for key, (months, *_) in IDEAS.items() if today.month in months]
    season.sort(key=lambda pair: (-near.get(pair[0], 0), len(pair[1])))
    found = [key for key, _months in season[:SHOWN]]
    ahead = sorted((key for key in near if key in IDEAS and key not in found), key=lambda key: -near[key])
    return found + ahead[:AHEAD]


def idea(key: str) -> dict:
    """One of them as the templates show it."""
    _months, icon, title, text, _body = IDEAS[key]
    return {"icon_name": icon, "title": title, "text": text}


def filled_in(key: str) -> dict:
    """What stands in the form that an idea opens; nothing for what is no idea of ours."""
    if key not in IDEAS:
        return {}
    _months, _icon, title, _text, body = IDEAS[key]
    begun = {"title": str(title), "body": str(body), "start": USUAL_START.get(key, "14:00"), "topics": ["activities"]}
    if key == "neighbours_day":
        begun["day"] = last_friday_of_may(this_day())
    if key == "street_breakfast":
        begun["needs"] = "\n".join((_("2 x bread"), _("Coffee and tea"), _("2 x jam and cheese"), _("A long table")))
    return begun


def last_friday_of_may(today: date) -> date:
    """The next one."""
    for year in (today.year, today.year + 1):
        last = date(year, 5, 31)
        friday = last - timedelta(days=(last.weekday() - 4) % 7)
        if friday >= today:
            return friday
    raise AssertionError("there is a May in every year")
