"""Finding through the standing what the pages of this room need."""

from django.forms.models import model_to_dict
from django.http import Http404

from stoep.board.models import Post
from stoep.chat.finding import mail_wish
from stoep.lib.standings import MemberStanding
from stoep.membership.finding import me
from stoep.places.models import Neighbourhood

from .models import WISHES
from .rules import preference_of
from .unsubscribing import Wish


def readable_post(standing: MemberStanding, post_id) -> Post:
    """A post of this neighbourhood that neighbours can read; 404 for any other."""
    post = Post.objects.filter(neighbourhood_id=standing.here, id=post_id, withdrawn_at=None, held_at=None).first()
    if post is None or post.author_id in standing.hidden:
        raise Http404
    return post


def why_words(wish: Wish, token: str) -> dict:
    """What the pages behind a mail's links say: of which kind it is, and of which neighbourhood."""
    place = Neighbourhood.objects.filter(id=wish.here).first()
    if place is None:
        raise Http404
    return {"kind": wish.kind, "place": place, "token": token}


def my_preferences(standing: MemberStanding) -> dict:
    """What this member wants to hear, as it stands."""
    wishes = model_to_dict(preference_of(standing.here, standing.member), fields=WISHES)
    written = mail_wish(standing.here, standing.member)
    return wishes | {"messages": str(written.after) if written.mail else "none", "nearby": me(standing).reads_nearby}
