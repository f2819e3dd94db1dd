"""The sorts of groups: word, icon and chalk."""

from django.utils.translation import gettext_lazy as _

KINDS = {
    "street": (_("A street"), "signpost", "lilac"),
    "building": (_("A building"), "building-2", "blue"),
    "hobby": (_("A hobby or interest"), "palette", "green"),
    "other": (_("Something else"), "users", "yellow"),
}
ICONS = {key: icon for key, (_word, icon, _chalk) in KINDS.items()}
