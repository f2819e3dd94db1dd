"""Pictures that come with a form: kept at once, so that an error in the text loses none of them."""

from uuid import UUID

from django.utils.translation import gettext as _

from stoep.lib.pictures import Refused
from stoep.lib.rules import NotAllowed
from stoep.lib.texts import clean

from .actions import upload_picture
from .feed import parse_id
from .finding import own_loose_pictures
from .forms import ALT
from .rules import PICTURES


def pictures_in(request, post: UUID | None = None) -> tuple[list, list[str]]:
    """(the form's pictures in order, each with `.alt` as typed; sentences about files that were refused, each naming its file)."""
    member = request.standing
    named = [ident for p in request.POST.getlist("picture")[:PICTURES] if (ident := parse_id(p))]
    dropped = set(request.POST.getlist("drop"))
    kept = own_loose_pictures(member, [i for i in named if str(i) not in dropped], post)
    errors = []
    for file in request.FILES.getlist("files"):
        if len(kept) >= PICTURES:
            errors.append(_("%(name)s was left out: a post holds ten pictures.") % {"name": file.name})
            continue
        try:
            kept.append(upload_picture(member, file=file))
        except (Refused, NotAllowed) as refusal:
            errors.append(f"{file.name}: {refusal.reason}")
    for picture in kept:
        picture.alt = clean(request.POST.get(f"alt-{picture.id}", picture.alt))[:ALT]
    return kept, errors

