"""A post is found by all its author wrote in it: also by where it is, what is to be brought, what can be chosen."""

from .facets import whole_text
from .models import Post
from .search import vector_of


def make_findable(post: Post) -> None:
    """Once its facet is written, or changed."""
    words = vector_of(post.language, post.title, whole_text(post))
    Post.objects.filter(neighbourhood_id=post.neighbourhood_id, id=post.id).update(vector=words)
