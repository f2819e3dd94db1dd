"""The week on paper: choosing what hangs, and the PDF."""

from itertools import groupby

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from stoep.lib.doors import door

from . import week
from .choosing import items_of
from .forms import PaperForm
from .rules import may_print


@door("member")
@require_safe
def paper(request):
    """What may hang, as it will be printed; everything is ticked."""
    form = PaperForm(request.GET if "language" in request.GET else None, initial={"size": "sheet", "language": request.standing.language})
    language = form.cleaned_data["language"] if form.is_valid() else request.standing.language
    words = week.WORDS[language]["sections"]
    sections = [(words[name], list(found)) for name, found in groupby(items_of(request.standing, language), key=lambda one: one.section)]
    return render(request, "notify/paper.html", {"form": form, "sections": sections, "language": language, "here": "more"})


@door("member")
@require_safe
def print_week(request):
    """The PDF of what is ticked. What may no longer hang is left out, whoever asks."""
    form = PaperForm(request.GET)
    if not form.is_valid():
        return redirect("paper", request.standing.place_slug)
    if not (may := may_print(request.standing)):
        messages.error(request, may.reason)
        return redirect("paper", request.standing.place_slug)
    size, language, asked = form.cleaned_data["size"], form.cleaned_data["language"], set(request.GET.getlist("post"))
    items = [one for one in items_of(request.standing, language) if str(one.post) in asked]
    pdf = week.printed(request.standing, items, size, language)
    return HttpResponse(pdf, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{size}.pdf"'})
