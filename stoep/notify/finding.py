"""Finding through the standing what the pages of this room need."""

from django.forms.models import model_to_dict
from django.http import Http404

from stoep.board.models import Post
from stoep.lib.standings import MemberStanding

from .rules import preference_of


def readable_post(standing: MemberStanding, post_id) -> Post:
    """A post of this neighbourhood that neighbours can read; 404 for any other."""
    post = Post.objects.filter(neighbourhood_id=standing.here, id=post_id, withdrawn_at=None, held_at=None).first()
    if post is None or post.author_id in standing.hidden:
        raise Http404
    return post


def my_preferences(standing: MemberStanding) -> dict:
    """The switches as they stand."""
    return model_to_dict(preference_of(standing.here, standing.member), fields=["mail_replies", "mail_text"])
