"""One conversation: reading it, writing in it, beginning it, taking words back."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stoep.board.feed import parse_id, parse_moment
from stoep.lib.doors import door
from stoep.lib.form_tokens import form_token
from stoep.lib.ids import uuid7
from stoep.lib.rules import NotAllowed
from stoep.membership.finding import home_writes_first
from stoep.membership.rules import may_write

from .. import finding, pages, pieces, reading
from ..actions import mark_read, send_message, start_conversation, withdraw_message
from ..actions.pictures import WIDTHS, folder_of
from ..forms import MessageForm
from ..rules import may_write_to
from ..uploading import pictures_in

OVERLAP = timedelta(seconds=5)  # what is committed a moment later may be a moment older


def page_of(request, conversation, form=None, pictures=(), errors=(), status=200):
    """The page of a conversation, with what was typed in its form."""
    before = parse_id(request.GET.get("before", ""))
    head = reading.head(request.standing, conversation)
    page = reading.messages(request.standing, conversation, before)
    reader = pieces.Reader(request.standing, form_token(request))
    if form is None and not pictures and not errors:
        return pages.conversation(reader, head, page, before is None)
    written = {"form": form or MessageForm(initial={"act": uuid7()}), "pictures": pictures, "picture_errors": errors}
    return pages.typed(request, reader, head, page, before is None, status, **written)


@door("member")
@require_safe
def conversation(request, conversation):
    """What was said, oldest to newest, and a line to answer with."""
    return page_of(request, conversation)


@door("member")
@require_POST
def send(request, conversation):
    """Say it. Back comes what is new, or the page where no script runs."""
    finding.conversation_of(request.standing, conversation)
    pictures, errors = pictures_in(request)
    form = MessageForm(request.POST, pictures=len(pictures))
    if "add" in request.POST or "drop" in request.POST:
        return page_of(request, conversation, MessageForm(initial=request.POST.dict()), pictures, errors)
    if form.is_valid() and not errors:
        try:
            _say(request, conversation, form, pictures)
        except NotAllowed as refusal:
            form.add_error(None, refusal.reason)
    if form.errors or errors:
        return _again(request, conversation, form, pictures, errors)
    if not request.headers.get("HX-Request"):
        return redirect("conversation", request.standing.place_slug, conversation)
    answer = news_of(request, conversation, request.POST.get("after", ""))
    answer["Next-Act"] = str(uuid7())
    return answer


def _say(request, conversation, form, pictures):
    given = form.cleaned_data
    idents = [picture.id for picture in pictures]
    return send_message(request.standing, conversation=conversation, body=given["body"], act=given["act"], pictures=idents)


def _again(request, conversation, form, pictures, errors):
    if not request.headers.get("HX-Request"):
        return page_of(request, conversation, form, pictures, errors, 422)
    return HttpResponse("\n".join([*errors, *map(str, form.all_errors())]), status=422, content_type="text/plain; charset=utf-8")


def news_of(request, conversation, after: str) -> HttpResponse:
    """What was said or changed since a moment; nonsense is the beginning of the page."""
    head = reading.head(request.standing, conversation)
    page = reading.messages(request.standing, conversation, most=reading.NEWEST)
    shown = pieces.messages(pieces.Reader(request.standing, form_token(request)), page.rows, head["two"], _earlier(after))
    marks = "".join(row["id"] + row["changed"] for row in page.rows if row["changed"] > _earlier(after))
    return HttpResponse(shown, headers={"ETag": pieces.etag(marks)})


def _earlier(after: str) -> str:
    try:
        return str(parse_moment(after) - OVERLAP)
    except (ValueError, OverflowError):
        return ""


@door("member", visit=False)
@require_safe
def news(request, conversation):
    """For an open page that was told to look."""
    answer = news_of(request, conversation, request.GET.get("after", ""))
    if request.headers.get("If-None-Match") == answer["ETag"]:
        return HttpResponseNotModified(headers={"ETag": answer["ETag"]})
    return answer


@door("member")
@require_POST
def read(request, conversation):
    """The page says up to where it was read."""
    up_to = parse_id(request.POST.get("up_to", ""))
    finding.conversation_of(request.standing, conversation)
    if up_to is None:
        return HttpResponse(status=400)
    mark_read(request.standing, conversation=conversation, up_to=up_to)
    if request.headers.get("HX-Request") or request.headers.get("Sec-Fetch-Mode") == "cors":
        return HttpResponse(status=204)
    return redirect("conversation", request.standing.place_slug, conversation)


@door("member")
@require_http_methods(["GET", "HEAD", "POST"])
def start(request, member):
    """Write to a neighbour: the first message begins the conversation; where there is one, it goes on there."""
    other = finding.addressee(request.standing, member)
    if request.method != "POST":
        if found := finding.conversation_with(request.standing, member):
            return redirect("conversation", request.standing.place_slug, found.id)
        may_write_to(request.standing, other, at_home=home_writes_first(request.standing, other)).insist()
        return _first(request, other, MessageForm(initial={"act": uuid7(), "body": _hello(request, other)}))
    pictures, errors = pictures_in(request)
    form = MessageForm(request.POST, pictures=len(pictures))
    if not form.is_valid() or errors:
        return _first(request, other, form, pictures, errors, 422)
    try:
        begun = start_conversation(request.standing, other=member)
        _say(request, begun.id, form, pictures)
    except NotAllowed as refusal:
        form.add_error(None, refusal.reason)
        return _first(request, other, form, pictures, status=422)
    return redirect("conversation", request.standing.place_slug, begun.id)


def _hello(request, other) -> str:
    """A beginning for who welcomes somebody new; the rest is theirs to write."""
    words = _("Hello %(name)s, welcome to %(place)s. I live nearby and gladly tell you how it goes here.")
    return words % {"name": other.name, "place": request.standing.place_name} if request.GET.get("hello") == "1" else ""


def _first(request, other, form, pictures=(), errors=(), status=200):
    context = {"member": other, "form": form, "pictures": pictures, "picture_errors": errors, "may": may_write(request.standing)}
    return render(request, "chat/start.html", context | {"here": "chat"}, status=status)


@door("member")
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request, message):
    """Ask once more, then take it back."""
    found = finding.own_message(request.standing, message)
    if request.method != "POST":
        return render(request, "chat/withdraw.html", {"message": found, "here": "chat"})
    withdraw_message(request.standing, message=message)
    messages.success(request, _("You have taken it back. Nobody reads it any more."))
    return redirect("conversation", request.standing.place_slug, found.conversation_id)


@door("member")
@require_safe
def picture(request, sent, width):
    """A picture, through the same check as its message. Browsers keep it but ask each time whether they still may."""
    found = finding.picture_for(request.standing, sent)
    file = folder_of(request.standing.here) / f"{found.id}-{width}.webp"
    if width not in WIDTHS or not file.is_file():
        raise finding.SentPicture.DoesNotExist
    etag = f'"{found.id}-{width}"'
    headers = {"ETag": etag, "Cache-Control": "private, no-cache", "Content-Security-Policy": "sandbox; default-src 'none'"}
    if request.headers.get("If-None-Match") == etag:
        return HttpResponseNotModified(headers=headers)
    return HttpResponse(file.read_bytes(), content_type="image/webp", headers=headers)
