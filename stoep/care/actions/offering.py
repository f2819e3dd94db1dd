"""Offering one's hands, and taking the offer back."""

from uuid import UUID

from django.db import transaction

from stoep.board.actions import void_card
from stoep.board.models import Post
from stoep.journal.record import record
from stoep.lib.clock import now
from stoep.lib.standings import MemberStanding
from stoep.membership.rules import may_write

from ..finding import locked_request
from ..models import HelpOffer
from ..rules import may_offer_help


@transaction.atomic
def offer_help(member: MemberStanding, *, post: UUID, words: str) -> HelpOffer:
    """Say that one would help. The asker alone reads `words`. Twice is once, with the newer words. Raises NotAllowed."""
    found, request = locked_request(member, post)
    offer = HelpOffer.objects.filter(neighbourhood=member.here, post_id=post, member_id=member.member).first()
    if offer and offer.state != HelpOffer.State.WITHDRAWN:
        if offer.words != words:
            may_write(member).insist()
            offer.words = words
            offer.save(update_fields=["words"])
        return offer
    may_offer_help(member, found, request).insist()
    offer = offer or HelpOffer(neighbourhood_id=member.here, post_id=post, member_id=member.member)
    offer.words, offer.state, offer.offered_at = words, HelpOffer.State.OFFERED, now()
    offer.save()
    _count_changed(member, found)
    record(member, "offer_help", post, offer=offer.id)
    return offer


@transaction.atomic
def withdraw_help(member: MemberStanding, *, post: UUID) -> None:
    """Take one's own offer back; the asker hears it when they had picked it."""
    found, _request = locked_request(member, post)
    mine = HelpOffer.objects.filter(neighbourhood=member.here, post_id=post, member_id=member.member)
    offer = mine.exclude(state=HelpOffer.State.WITHDRAWN).first()
    if offer is None:
        return
    picked, offer.state = offer.state == HelpOffer.State.PICKED, HelpOffer.State.WITHDRAWN
    offer.save(update_fields=["state"])
    _count_changed(member, found)
    record(member, "withdraw_help", post, offer=offer.id, picked=picked)


def _count_changed(member, post: Post) -> None:
    """The card says how many offered."""
    void_card(member, post)
    post.save(update_fields=["version"])
