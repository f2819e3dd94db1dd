"""The sorts of groups: word and icon."""

from django.utils.translation import gettext_lazy as _

KINDS = {
    "street": (_("A street"), "signpost"),
    "building": (_("A building"), "building-2"),
    "hobby": (_("A hobby or interest"), "palette"),
    "other": (_("Something else"), "users"),
}
ICONS = {key: icon for key, (_word, icon) in KINDS.items()}
