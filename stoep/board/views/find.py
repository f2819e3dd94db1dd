"""Finding things again, and everything that is not the board."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from stoep.lib.clock import now
from stoep.lib.doors import door
from stoep.lib.form_tokens import form_token
from stoep.lib.pictures import WIDTHS, Refused
from stoep.lib.rules import NotAllowed
from stoep.membership.proving import lets_in
from stoep.places.lending import guests_of

from .. import cards, feed, finding, mentions, pages, pieces, search
from ..actions import upload_picture
from ..actions.pictures import folder_of
from ..calendar.agenda import next_times
from ..forms import SearchForm


@door("member")
@require_safe
def find(request):
    """Search over everything I may see, in four languages' grammar."""
    form = SearchForm(request.GET)
    given = form.cleaned_data if form.is_valid() else dict.fromkeys(form.fields, "")
    wanted = {name: given[name] for name in ("kind", "topic", "period", "solved")}
    standing, idents = request.standing, []
    if given["q"]:
        idents = search.find(standing, given["q"], given["page"] or 0, **wanted)
        found = feed.page(standing, standing.language, pages.RELEASE, ids=idents[: search.SIZE])
        found.posts.sort(key=lambda row: idents.index(UUID(row["id"])))
    else:
        found = feed.page(standing, standing.language, pages.RELEASE, **wanted)
    reader = pieces.Reader(standing, form_token(request), now(), found.frame.ambassador)
    shown = cards.posts(standing, reader, found.posts)
    return pages.search(request, found, shown, given, form["q"].value() or "", len(idents) > search.SIZE)


@door("member")
@require_safe
def picture(request, picture, width):
    """A picture, through the same check as its post. Browsers keep it but ask each time whether they still may."""
    found = finding.picture_for(request.standing, picture)
    if width not in WIDTHS:
        raise finding.Picture.DoesNotExist
    etag = f'"{found.id}-{width}"'
    headers = {"ETag": etag, "Cache-Control": "private, no-cache", "Content-Security-Policy": "sandbox; default-src 'none'"}
    if request.headers.get("If-None-Match") == etag:
        return HttpResponseNotModified(headers=headers)
    file = folder_of(request.standing.here) / f"{found.id}-{width}.webp"
    if not file.is_file():  # restored from a backup without its files: a hole in a page, not an error
        raise finding.Picture.DoesNotExist
    return HttpResponse(file.read_bytes(), content_type="image/webp", headers=headers)


@door("member")
@require_POST
def upload(request):
    """One picture for the post being written: back comes its line in the form."""
    file = request.FILES.get("files")
    if file is None:
        return HttpResponse(status=400)
    try:
        found = upload_picture(request.standing, file=file)
    except (Refused, NotAllowed) as refusal:
        return render(request, "board/_picture_line.html", {"error": refusal.reason, "name": file.name}, status=422)
    return render(request, "board/_picture_line.html", {"picture": found})


@door("member")
@require_safe
def mention(request):
    """Whom could this be the beginning of? What the form shows under a text with an @."""
    found = mentions.suggestions(request.standing, request.GET.get("q", ""))
    return render(request, "board/_mention.html", {"members": found})


@door("member")
@require_safe
def more(request):
    """Everything else one can do here."""
    return pages.more(request, finding.newest_neighbours(request.standing), lets_in(request.standing))


@door("member")
@require_safe
def near(request):
    """What comes next and who is new, for the column beside the board."""
    words = {"next_times": next_times(request.standing), "new_neighbours": finding.newest_neighbours(request.standing)}
    words["guests"] = guests_of(request.standing.here)
    return render(request, "board/_near_new.html", words)
