"""In the demo only: the letter that lies in Gust's letter box, and the mails that go nowhere else. So that a visitor can join too."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from stoep.lib.codes import grouped
from stoep.lib.doors import door
from stoep.lib.mailbox import newest
from stoep.lib.refusals import not_found
from stoep.places.views import home_called, label

from ..demo import letter_of_the_demo

MAILS = 12


@door("demo")
@require_safe
def demo_letter(request):
    reference, code = letter_of_the_demo()
    home = home_called(reference)
    if home is None:
        return not_found()
    words = {"address_label": label(home), "code": grouped(code), "scanned": f"{reference}.{code}"}
    return render(request, "membership/demo/letter.html", words)


@door("demo")
@require_safe
def demo_mail(request):
    return render(request, "membership/demo/mail.html", {"mails": newest(MAILS)})
