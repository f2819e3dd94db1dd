"""Proposing two times, and choosing one."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from stoep.lib.doors import door
from stoep.lib.ids import uuid7
from stoep.lib.rules import NotAllowed

from .. import finding, pieces, reading
from ..actions import answer_proposal, propose_times
from ..actions.times import CHOICES
from ..forms import TimesForm
from .talk import news_of


@door("member")
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request, conversation):
    """Two moments, so that one tap is an answer."""
    head = reading.head(request.standing, conversation)
    form = TimesForm(request.POST if request.method == "POST" else None, initial={"act": uuid7()})
    if request.method == "POST" and form.is_valid():
        try:
            given = form.cleaned_data
            both, words = [given["first"], given["second"]], {"body": given["body"], "act": given["act"]}
            propose_times(request.standing, conversation=conversation, times=both, **words)
            return redirect("conversation", request.standing.place_slug, conversation)
        except NotAllowed as refusal:
            form.add_error(None, refusal.reason)
    context = {"form": form, "talk": head, "title": pieces.title_of(head), "here": "chat"}
    return render(request, "chat/times.html", context, status=422 if form.errors else 200)


@door("member")
@require_POST
def answer(request, message):
    """One tap. Back comes the message as it is now, or the page where no script runs."""
    found = finding.message_for(request.standing, message)
    if request.POST.get("choice") not in CHOICES:
        return HttpResponse(status=400)
    answer_proposal(request.standing, message=message, choice=request.POST["choice"])
    if request.headers.get("HX-Request"):
        return news_of(request, found.conversation_id, request.POST.get("after", "") or str(found.created))
    address = reverse("conversation", args=[request.standing.place_slug, found.conversation_id])
    return redirect(f"{address}#message-{message}")
