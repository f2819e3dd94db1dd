"""A form that is sent twice (a double click, a connection that broke) is one act: the form's own id is unique in the database."""

from django.db import IntegrityError, transaction

from stoep.lib.rules import Allowed, Denied

from ..acts import own_act
from ..models import Comment, Post


def written_before(said: Post | Comment, allowed: Allowed | Denied) -> Post | Comment | None:
    """Write it; or, when its form was sent before, give back what stands already. Raises NotAllowed.
    """
    said.act = own_act(said.author_id, said.act)
    if not allowed:
        if earlier := _standing(said):
            return earlier  # the second click on the last thing one may say today
        allowed.insist()
    try:
        with transaction.atomic():
            said.save(force_insert=True)
    except IntegrityError:
        if earlier := _standing(said):
            return earlier
        raise
    return None


def _standing(said):
    return type(said).objects.filter(neighbourhood=said.neighbourhood_id, act=said.act).first()
