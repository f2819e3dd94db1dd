"""An empty Django view without any middleware: the floor that `stoep bench` measures everything against. Served by nothing else."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stoep.settings")

import django  # noqa: E402
from django.core.handlers.wsgi import WSGIHandler  # noqa: E402
from django.http import HttpResponse  # noqa: E402
from django.test.utils import override_settings  # noqa: E402
from django.urls import path  # noqa: E402

django.setup()


def empty(request):
    return HttpResponse(b"ok")


urlpatterns = [path("", empty)]
override_settings(ROOT_URLCONF=__name__, MIDDLEWARE=[]).enable()
application = WSGIHandler()
