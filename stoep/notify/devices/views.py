"""Switching one's devices on and off, and what a phone asks for to put Stoep on its first screen."""

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from stoep.lib.doors import door
from stoep.lib.limits import Limit, spend
from stoep.lib.webpush import public_key

from . import installing, keeping
from .forms import DeviceForm, DropForm
from .installing import spoken

DEVICES = Limit("devices", 20, 3600)


@door("person")
@require_safe
def devices_page(request):
    """Where a browser is switched on for messages."""
    shown = keeping.devices_of(request.user, request.standing.language)
    return render(request, "notify/devices.html", {"devices": shown, "key": public_key(), "language": request.standing.language})


@door("person")
@require_POST
def keep_device(request):
    form = DeviceForm(request.POST)
    if form.is_valid() and spend(DEVICES, request.user.pk):
        keeping.keep_device(request.standing, person=request.user, **form.cleaned_data)
        messages.success(request, _("This device is on. You can choose what it tells you in the settings of your neighbourhood."))
    else:
        messages.error(request, _("This browser said something we do not understand. Try again later."))
    return redirect("devices")


@door("person")
@require_POST
def drop_device(request):
    form = DropForm(request.POST)
    if form.is_valid():
        keeping.drop_device(request.standing, person=request.user, **form.cleaned_data)
        messages.success(request, _("This device is off."))
    return redirect("devices")


@door("nobody")
@require_safe
def manifest(request, language):
    """What a phone asks for before it puts Stoep on its first screen. The language is in the address, since it sends no cookie."""
    with spoken(language):
        return JsonResponse(installing.manifest(), content_type="application/manifest+json")


@door("nobody")
@require_safe
def worker(request, language):
    """The service worker: messages, and a page for when there is no connection. It keeps no page of anybody."""
    with spoken(language):
        return render(request, "notify/worker.js", installing.worker(), content_type="text/javascript; charset=utf-8")


@door("nobody")
@require_safe
def offline(request, language):
    """What one sees without a connection."""
    with spoken(language):
        return render(request, "notify/offline.html")
