"""What this room keeps of one person (lib/own.py)."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from stoep.lib.own import PARTS, Owner, Part, left_out, tell, tell_account, widest

from .models import Block, KeptBlock
from .photos import photo_folder


def _photo(here: int, row: dict):
    return widest(photo_folder(here), row["photo"]) if row["photo"] else None


tell(
    "membership.Member", "id", _("My profile"), _photo,
    name="name", street="street", text="about", gives="gives", since="joined_at", kind="kind", state="state", badge="badge",
    shielded="shielded", minor="minor", shows_said="shows_said",
    ambassador="ambassador", picture="photo",
)  # fmt: skip
tell(
    "membership.Residence", "member_id", _("My home"),
    street="address__street_name", number="address__number", box="address__box", postcode="address__postcode", town="address__place",
    proof="proof", since="proven_at",
)  # fmt: skip
tell("membership.Invitation", "member_id", _("Invitations I made"), when="made_at", until="until", taken_back="revoked_at")
tell(
    "membership.NamedLetter", "member_id", _("Letters in my name"), name="name", street="street", text="line", language="language",
    homes="homes", made="made_at", sent="sent_at", taken_back="taken_back_at", printed="printed_at", not_printed_because="reason",
)  # fmt: skip
tell("membership.Vouch", "member_id", _("When I gave my word for somebody"), when="at")
tell_account(
    "membership.Seat", "person_id", _("Where I may come in"),
    neighbourhood="neighbourhood__name", kind="kind", state="state", since="since",
)  # fmt: skip
tell_account(
    "membership.Mandate", "person_id", _("My work for the town"),
    name="name", duty="duty", town="municipality__name", function="function", organisation="organisation",
    since="starts_at", until="ends_at",
)  # fmt: skip
tell_account("membership.Application", "person_id", _("My application"), name="name", since="since", language="language")
tell_account("membership.IdentityUsed", "person_id", _("When I came in with my electronic identity"), when="at")
tell_account("membership.Move", "person_id", _("When I moved"), when="at")
tell_account(
    "membership.Homecoming", "person_id", _("My proof, until I come over to my own neighbourhood"), street="street", proof="proof",
    since="proven_at", until="until",
)  # fmt: skip


@dataclass(frozen=True)
class Blocks(Part):
    """Each once, whether it stands, is kept (blocked.py) or both: which of these would say that somebody erased their account."""

    def rows(self, owner: Owner) -> Iterator[tuple[dict, None]]:
        mine = [model.objects.filter(blocker_id=owner.person).values_list("at", flat=True) for model in (Block, KeptBlock)]
        yield from (({"when": at}, None) for at in sorted({at for moments in mine for at in moments}))


PARTS.append(Blocks("membership.Block", "blocker_id", _("When I blocked somebody"), {"when": "at"}, False))
left_out(
    membership_KeptBlock="told with the blocks, each once: apart from them it would say that somebody erased their account",
    membership_Joining="somebody on the way in, seven days: who asks for their data is in, and this is gone",
    membership_KeptSanction="hashes of what stands here already; the decision itself, and until when, is in what one was told",
)
