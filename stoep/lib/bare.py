"""An empty Django view without any middleware: the floor that `stoep bench` measures everything against. Served by nothing else."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stoep.settings")

import django
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpResponse
from django.test.utils import override_settings
from django.urls import path

django.setup()


def empty(request):
    return HttpResponse(b"ok")


urlpatterns = [path("", empty)]
override_settings(ROOT_URLCONF=__name__, MIDDLEWARE=[]).enable()
application = WSGIHandler()
