"""What this room keeps of one person (lib/own.py)."""

from django.utils.translation import gettext_lazy as _

from stoep.lib.own import tell, tell_account

tell("journal.Entry", "member_id", _("What I did, line by line"), when="at", did="verb")
tell_account("journal.TownEntry", "person_id", _("What I did for the town, line by line"), when="at", did="verb")
