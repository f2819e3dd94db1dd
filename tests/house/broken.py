"""Gates that lead to a fault, to see what leaves the house then."""

from django.urls import path

from stoep.lib.doors import door


@door("nobody")
def fall(request):
    raise RuntimeError("secret in the error")


urlpatterns = [path("", fall)]
handler500 = "stoep.lib.refusals.server_error"
