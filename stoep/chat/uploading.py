"""Pictures that come with a message: kept at once, so that an error in the text loses none of them."""

from django.utils.translation import gettext as _

from stoep.lib.pictures import Refused
from stoep.lib.rules import NotAllowed

from .actions import upload_sent_picture
from .finding import own_loose_pictures
from .forms import ids_in
from .rules import PICTURES


def pictures_in(request) -> tuple[list, list[str]]:
    """(the message's pictures in order; sentences about files that were refused, each naming its file)."""
    dropped = set(request.POST.getlist("drop"))
    named = [ident for ident in ids_in(request.POST.getlist("picture"), PICTURES) if str(ident) not in dropped]
    kept = own_loose_pictures(request.standing, named)
    errors = []
    for file in request.FILES.getlist("files"):
        if len(kept) >= PICTURES:
            errors.append(_("%(name)s was left out: a message holds four pictures.") % {"name": file.name})
            continue
        try:
            kept.append(upload_sent_picture(request.standing, file=file))
        except (Refused, NotAllowed) as refusal:
            errors.append(f"{file.name}: {refusal.reason}")
    return kept, errors
