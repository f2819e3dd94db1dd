"""Calendars as files: the private address, a single event to take along, and an event that comes out of somebody's own calendar."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from stoep.lib.doors import door
from stoep.lib.limits import Limit, spend
from stoep.lib.rules import NotAllowed

from ..feed import parse_id
from ..finding import post_for
from ..groups.finding import group_for
from .addresses import address_of, drop_address, feed_for, renew_address
from .exporting import CONTENT, etag, one
from .finding import standing_event

FEEDS = Limit("calendar_feed", 120, 3600)  # a phone asks a few times a day


@door("nobody")
@require_safe
def feed(request, token):
    """The private address: no sign-in, nothing but this calendar."""
    if not spend(FEEDS, token):
        return HttpResponse(status=429, headers={"Retry-After": "3600"})
    content = feed_for(token)
    if content is None:
        raise Http404
    return _calendar(request, content)


@door("member")
@require_safe
def download(request, post):
    """One event, to put into one's own calendar."""
    post_for(request.standing, post)
    answer = _calendar(request, one(request.standing, standing_event(request.standing, post)))
    answer.headers["Content-Disposition"] = 'attachment; filename="stoep.ics"'
    return answer


def _calendar(request, content: bytes) -> HttpResponse:
    """The calendar; or that it is still the one the client has."""
    tag = etag(content)
    headers = {"ETag": tag, "Cache-Control": "private, no-cache", "X-Robots-Tag": "noindex"}
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified(headers=headers)
    return HttpResponse(content, content_type=CONTENT, headers=headers)


@door("member")
@require_safe
def address(request):
    """What the private address is, and what whoever has it can read."""
    resident, group = request.standing.kind == "home", _group(request, request.GET)
    words = {"address": address_of(request.standing, group and group.id) if resident else "", "resident": resident}
    words |= {"here": "calendar", "group": group}
    return render(request, "board/calendar/address.html", words)


@door("member")
@require_POST
def renew(request):
    """Make a new address; the old one opens nothing any more."""
    if request.standing.kind != "home":
        raise NotAllowed(_("Who works here reads the calendar here only: it asks for a second step."))
    renew_address(request.standing)
    messages.success(request, _("This is your new address. An older one opens nothing any more."))
    return _back(request)


@door("member")
@require_POST
def drop(request):
    """No address any more."""
    drop_address(request.standing)
    messages.success(request, _("Your address opens nothing any more."))
    return _back(request)


def _group(request, asked):
    """The group whose calendar is meant; None for all there is."""
    group = parse_id(asked.get("group", ""))
    return group_for(request.standing, group) if group else None


def _back(request):
    group, here = _group(request, request.POST), reverse("calendar_address", args=[request.standing.place_slug])
    return redirect(f"{here}?group={group.id}" if group else here)
