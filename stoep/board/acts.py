"""The ids by which what is sent twice is known again."""

from uuid import UUID, uuid5


def own_act(author: UUID, act: UUID) -> UUID:
    """A form's id as it is kept: it counts for its author alone, so that nobody can take the id of another's form."""
    return uuid5(author, str(act))


def copy_act(post: UUID) -> UUID:
    """The same for a copy of a post next door: one in each neighbourhood, however often the job runs."""
    return uuid5(post, "nearby")
