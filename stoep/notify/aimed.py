"""One notice for one member, before it is a row of the bell."""

import uuid
from dataclasses import dataclass


@dataclass(frozen=True)
class Aimed:
    """One notice for one member. `mail`: they were answered or named, so it may also go by mail."""

    member_id: uuid.UUID
    verb: str
    actor_id: uuid.UUID | None = None
    post_id: uuid.UUID | None = None
    comment_id: uuid.UUID | None = None
    quiet_id: uuid.UUID | None = None
    group_id: uuid.UUID | None = None
    mail: bool = False
