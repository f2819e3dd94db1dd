"""The gates."""

from allauth.urls import urlpatterns as account_urls
from django.urls import include, path

from stoep.board.calendar.calendar_files import feed as calendar_feed
from stoep.lib.doors import marked
from stoep.lib.health import healthz
from stoep.people.choosing import choose_first
from stoep.people.second_step import shown_once_made

marked("nobody", choose_first(shown_once_made(account_urls)), at_desk=True)  # they look after themselves: signing in, second step, reset

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("", include("stoep.places.urls")),
    path("", include("stoep.people.urls")),
    path("", include("stoep.membership.urls")),
    path("account/", include(account_urls)),
    path("calendar/<str:token>.ics", calendar_feed, name="calendar_feed"),
    path("n/<slug:place>/", include("stoep.board.urls")),
    path("n/<slug:place>/", include("stoep.care.neighbours.urls")),
    path("n/<slug:place>/help/", include("stoep.care.urls")),
    path("n/<slug:place>/chat/", include("stoep.chat.urls")),
    path("", include("stoep.moderation.urls")),
    path("", include("stoep.notify.urls")),
    path("", include("stoep.privacy.urls")),
    path("desk/<slug:town>/", include("stoep.desk.urls")),
]
handler500 = "stoep.lib.refusals.server_error"
handler400 = "stoep.lib.refusals.bad_request"
