"""The scene's letters in neighbours' names: An looks at one, Chloé's was left out by the town; the words of one wait in each town."""

from django.utils import timezone

from stoep.membership.in_names.models import NamedLetter, NamedWords
from stoep.membership.in_names.sealing import seal_of


def writing(scene) -> None:
    """As keeper."""
    for who, place, reason in (("an", "brug", ""), ("chloe", "kaai", scene.token("named_letter.reason", {"chloe"}))):
        home, own = getattr(scene.c, f"{place}_homes")[6], {who}
        letter = NamedLetter(
            neighbourhood=getattr(scene.c, place), member_id=getattr(scene.c, f"{who}_member").id, language="nl", reason=reason,
            name=scene.token(f"named_letter.name {who}", own), street=scene.token(f"named_letter.street {who}", own),
            line=scene.token(f"named_letter.line {who}", own),
            homes=[[str(home.id), scene.token(f"named_letter.homes {who}", own)]],
            sent_at=timezone.now() if reason else None, refused_at=timezone.now() if reason else None,
        )  # fmt: skip
        letter.seal = seal_of(letter)
        letter.save(force_insert=True)
        scene.things["letter"][who] = (f"oever-{place}", letter.id)
    for town, place, read_by in (("oever", "brug", {"els", "eline"}), ("dorp", "markt", {"femke"})):
        said = {field: scene.token(f"named_words.{field} {town}", read_by) for field in ("name", "street", "line")}
        words = NamedWords.objects.create(
            municipality_id=getattr(scene.c, town).id, neighbourhood_id=getattr(scene.c, place).id, language="nl", homes=2, **said
        )
        scene.things["words"][town] = (town, words.id)
