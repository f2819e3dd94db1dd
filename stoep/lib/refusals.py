"""What is answered when the answer is no. Absent and forbidden are one 404, byte for byte: no shell, no token, no name."""

from functools import cache
from pathlib import Path

from django.core.exceptions import RequestDataTooBig
from django.http import HttpResponse
from django.shortcuts import render

PAGES = Path(__file__).resolve().parent.parent / "templates" / "static_pages"


@cache
def page(name: str) -> bytes:
    """A page kept as plain bytes: it must work when templates, languages or the database do not."""
    return (PAGES / name).read_bytes()


def not_found() -> HttpResponse:
    return HttpResponse(page("404.html"), status=404)


def unavailable() -> HttpResponse:
    """The database does not answer. Nothing was written."""
    return HttpResponse(page("503.html"), status=503, headers={"Retry-After": "10"})


def failed() -> HttpResponse:
    return HttpResponse(page("500.html"), status=500)


def too_large() -> HttpResponse:
    """More than any form of ours sends. Answered before a byte of it is read."""
    return HttpResponse(page("413.html"), status=413)


def bad_request(request, exception=None) -> HttpResponse:
    """What cannot be read: a form of too many fields, a broken upload. One that is too large is told so."""
    return too_large() if isinstance(exception, RequestDataTooBig) else HttpResponse(page("400.html"), status=400)


def not_allowed(request, reason, status: int = 403) -> HttpResponse:
    """A refusal with its reason, for somebody who may know that the thing exists."""
    return render(request, "refused.html", {"reason": reason}, status=status)


def csrf_failure(request, reason=""):
    """A form sent from elsewhere, or from a page older than the session."""
    return render(request, "stale_form.html", status=403)


def server_error(request):
    return failed()
