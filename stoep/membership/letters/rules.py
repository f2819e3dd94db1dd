"""Who may do what with a batch of letters, and why not."""

from django.utils.translation import gettext_lazy as _

from stoep.lib.rules import ALLOWED, Allowed, Denied
from stoep.lib.standings import Standing
from stoep.places.models import AddressCount, Municipality, Neighbourhood

from ..models import LetterBatch, Mandate
from .typeface import can_print

State = LetterBatch.State
LONGEST_MESSAGE = {1: 400, 2: 240}  # characters, by number of languages: more does not fit on the page in type one can read


def may_order(official: Standing, neighbourhoods: list[int], languages: list[str], message: dict) -> Allowed | Denied:
    """Officials who write, for their own town, in one or two of its languages, with a message in each or in none."""
    if official.duty != "official" or not official.may_write:
        return Denied(_("Only an official who writes for the town can order letters."))
    own = set(Neighbourhood.objects.filter(municipality_id=official.town).values_list("id", flat=True))
    if not neighbourhoods or not set(neighbourhoods) <= own:
        return Denied(_("Choose at least one neighbourhood of your town."))
    spoken = Municipality.objects.get(id=official.town).languages
    if len(languages) not in (1, 2) or len(set(languages)) != len(languages) or not set(languages) <= set(spoken):
        return Denied(_("Choose one or two of the languages of your town."))
    if len(languages) == 1 and writes_in_two(official.town):
        return Denied(_("Every letter of your town is in two languages. Choose two."))
    if not AddressCount.objects.filter(neighbourhood_id__in=neighbourhoods, addresses__gt=0).exists():
        return Denied(_("The register holds no address for these neighbourhoods. Import the addresses first."))
    return may_say(languages, message)


def writes_in_two(town: int) -> bool:
    """Whether this town sends no letter in one language alone, nor lets neighbours send one."""
    return Municipality.objects.filter(id=town, two_languages=True).exists()


def may_order_in_names(official: Standing, neighbourhoods: list[int]) -> Allowed | Denied:
    """Officials who write, when letters in neighbours' names wait."""
    if official.duty != "official" or not official.may_write:
        return Denied(_("Only an official who writes for the town can order letters."))
    return ALLOWED if neighbourhoods else Denied(_("No letter in a neighbour's name waits now."))


def may_reach(homes: int) -> Allowed | Denied:
    """An order reaches somebody."""
    return ALLOWED if homes else Denied(_("Nobody there has asked for a letter that can go out now."))


def may_say(languages: list[str], message: dict) -> Allowed | Denied:
    """The town's own paragraph: in every language of the letter, short enough for the page, in letters the typeface has."""
    if message and set(message) != set(languages):
        return Denied(_("Write the message in each language of the letter, or leave it out."))
    for text in message.values():
        if len(text) > LONGEST_MESSAGE[len(languages)] or text.count("\n") > 2:
            return Denied(
                _("The message is too long: at most %(most)s characters and three lines.") % {"most": LONGEST_MESSAGE[len(languages)]}
            )
        if not can_print(text):
            return Denied(_("The message holds signs that cannot be printed, such as small pictures. Use plain letters."))
    return ALLOWED


def may_decide(approver: Standing, batch: LetterBatch) -> Allowed | Denied:
    """Approve or refuse: somebody who may approve (or the operator), and never the person who ordered."""
    if not (approver.duty == "operator" or (approver.duty == "official" and approver.may_approve)):
        return Denied(_("Only an official who may approve, or the operator, decides on letters."))
    ordered = Mandate.objects.filter(id=batch.ordered_by).values_list("person_id", flat=True).first()
    if ordered is None or ordered == approver.person or batch.ordered_by == approver.mandate:
        return Denied(_("Somebody else than the person who ordered the letters has to decide."))
    return ALLOWED


def may_approve(approver: Standing, batch: LetterBatch) -> Allowed | Denied:
    """An ordered batch, whose neighbourhoods no other batch is being typeset for: an address would get two letters."""
    if not (decision := may_decide(approver, batch)):
        return decision
    if batch.state != State.ORDERED:
        return Denied(_("This order has been decided already."))
    busy = LetterBatch.objects.filter(
        municipality_id=batch.municipality_id, state=State.APPROVED, neighbourhoods__overlap=batch.neighbourhoods
    )
    if busy.exists():
        return Denied(_("Letters for one of these neighbourhoods are being typeset now. Try again when they are ready."))
    return ALLOWED


def may_refuse(approver: Standing, batch: LetterBatch) -> Allowed | Denied:
    """Only an order that nobody has decided yet."""
    if not (decision := may_decide(approver, batch)):
        return decision
    return ALLOWED if batch.state == State.ORDERED else Denied(_("This order has been decided already."))


def may_fetch(operator: Standing, batch: LetterBatch) -> Allowed | Denied:
    """Only the town's print operator, and once."""
    if operator.duty != "print_operator":
        return Denied(_("Only the print operator can fetch the letters."))
    if batch.state in (State.FETCHED, State.RECEIVED):
        return Denied(_("These letters have been fetched already. They are handed out once."))
    return ALLOWED if batch.state == State.READY else Denied(_("These letters are not ready yet."))


def may_confirm(operator: Standing, batch: LetterBatch) -> Allowed | Denied:
    """Only the print operator, once fetched."""
    if operator.duty != "print_operator":
        return Denied(_("Only the print operator can confirm receipt."))
    return ALLOWED if batch.state == State.FETCHED else Denied(_("There is nothing to confirm: these letters have not been fetched."))


def may_hand_out_again(approver: Standing, batch: LetterBatch) -> Allowed | Denied:
    """When a download broke off: somebody who may approve lets the print operator fetch once more, as long as receipt is not
    confirmed."""
    if not (decision := may_decide(approver, batch)):
        return decision
    return (
        ALLOWED if batch.state == State.FETCHED else Denied(_("Only letters that were fetched and not confirmed can be handed out again."))
    )
