"""What may reach next door: what neighbours say to each other. Not what the town says, nor what is for one neighbourhood by nature."""

from ..models import Post

KINDS = (
    Post.Kind.MESSAGE, Post.Kind.QUESTION, Post.Kind.HELP, Post.Kind.THING, Post.Kind.LOST, Post.Kind.EVENT, Post.Kind.IDEA,
)  # fmt: skip
