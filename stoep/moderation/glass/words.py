"""The short lists of breaking the glass. Keys are kept, words are shown."""

from django.utils.translation import gettext_lazy as _

GROUNDS = {
    "danger": _("Somebody’s life or safety is in danger"),
    "crime": _("There are serious signs of a crime or of abuse"),
    "order": _("A judge or another authority orders it, in writing"),
}
KINDS = {
    "post": _("A message on the board, with the talk under it"),
    "conversation": _("A conversation"),
    "member": _("What one neighbour wrote on the board"),
}
SILENT = {"0": _("At once"), "14": _("After two weeks"), "30": _("After a month"), "60": _("After two months")}
HOURS = {"1": _("one hour"), "4": _("four hours"), "24": _("a day"), "72": _("three days")}
OPENED = {  # of the public page
    "asked": _("An operator asked to read what nobody reported"), "granted": _("… and a second one granted it"),
    "refused": _("… and a second one refused it"),
}  # fmt: skip
