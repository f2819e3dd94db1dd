"""At the counter: a clerk looks at papers and writes down what stands on them. Who it is, and where they live, the desk never learns."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stoep.lib.doors import door
from stoep.membership.actions import papers as actions
from stoep.membership.finding import papers_looked_at

from ..forms.counter import PaperForm


@door("official")
@require_http_methods(["GET", "HEAD", "POST"])
def check_papers(request):
    clerk = request.standing
    form = PaperForm(request.POST or None)
    if form.is_valid() and form.ask(actions.check_papers, clerk, **form.cleaned_data):
        messages.success(request, _("Written down. In a moment it is compared; reload this page to see whether it fits."))
        return redirect("check_papers", clerk.town_slug)
    return render(request, "desk/counter.html", {"form": form, "checks": papers_looked_at(clerk)})
