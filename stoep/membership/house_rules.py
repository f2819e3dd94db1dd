"""The house rules, one set for every neighbourhood: no town and no ambassador changes them. A decision names one by its number.

A changed rule is a new VERSION; what was decided under an older one keeps naming that one.
"""

from django.utils.translation import gettext_lazy as _

VERSION = "2026-11"
HOUSE_RULES = {
    "1": _("You are here under your own name, and you live at the address of your letter."),
    "2": _("You write as you would speak at the door: kindly, also when you disagree."),
    "3": _("What neighbours say stays in the neighbourhood. You do not copy it elsewhere without asking."),
    "4": _("You do not write about people who cannot answer, and you show nobody in a picture who does not want it."),
    "5": _("You may give, lend, ask and offer help. You do not run a shop or a campaign here."),
    "6": _("Nothing that hurts, threatens or shuts out people, and nothing the law forbids."),
    "7": _("In danger you call 112 first, and write here afterwards."),
}
