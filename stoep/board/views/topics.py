"""What the author of a post says about it: its topic, whether a question is answered, whether it may stand on paper."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from stoep.lib.doors import door

from ..actions import choose_topics, put_on_paper, solve_question
from ..authoring import shown
from ..finding import own_post
from ..forms import BODY, TITLE, TopicsForm
from ..topics.proposing import propose, says_itself
from ..words import TOPICS
from .panel import done

BOXES = {key: f"id_topics_{number}" for number, key in enumerate(TOPICS)}  # the boxes of the form, as Django numbers them


@door("member", visit=False)
@require_POST
def propose_topic(request):
    """The line under a text that is being written. Nothing is kept."""
    if request.POST.getlist("topics"):
        return render(request, "board/_topic_line.html", {"chosen": True})
    text = f"{request.POST.get('title', '')[:TITLE]} {request.POST.get('body', '')[:BODY]}"
    kind = request.POST.get("kind", "")
    if not text.strip() or says_itself(kind, request.POST.get("urgent", "")):
        return render(request, "board/_topic_line.html")
    words = shown(propose(text, kind))
    for other in words["others"]:
        other["box"] = BOXES[other["key"]]
    return render(request, "board/_topic_line.html", words)


@door("member")
@require_POST
def choose(request, post):
    """Another topic than the proposed one, or that one for good."""
    own_post(request.standing, post)
    form = TopicsForm(request.POST)
    if form.is_valid():
        words = _("The topic is as you chose it.")
        return done(request, post, lambda: choose_topics(request.standing, post=post, topics=form.cleaned_data["topics"]), words)
    messages.error(request, _("Choose one to three topics."))
    return redirect("post", request.standing.place_slug, post)


@door("member")
@require_POST
def solve(request, post):
    """I have my answer; or not after all."""
    own_post(request.standing, post)
    solved = request.POST.get("solved") == "yes"
    words = _("Good. Whoever looks for the same finds it first.") if solved else ""
    return done(request, post, lambda: solve_question(request.standing, post=post, solved=solved), words)


@door("member")
@require_POST
def paper(request, post):
    """On the printed sheet, or not."""
    own_post(request.standing, post)
    on_paper = request.POST.get("on_paper") == "yes"
    words = _("It may stand on the printed sheet.") if on_paper else _("It does not stand on the printed sheet.")
    return done(request, post, lambda: put_on_paper(request.standing, post=post, on_paper=on_paper), words)
