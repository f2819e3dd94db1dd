from django.urls import include, path

from . import views
from .paper import views as paper

urlpatterns = [
    path("n/<slug:place>/bell/", views.bell_page, name="bell"),
    path("n/<slug:place>/bell/read/", views.read_bell, name="read_bell"),
    path("n/<slug:place>/bell/mute/<uuid:post>/", views.mute_talk, name="mute_talk"),
    path("n/<slug:place>/bell/unmute/<uuid:post>/", views.unmute_talk, name="unmute_talk"),
    path("n/<slug:place>/settings/notifications/", views.notification_settings, name="notification_settings"),
    path("n/<slug:place>/welcome/hear/", views.first_steps_hear, name="first_steps_hear"),
    path("n/<slug:place>/live-ticket/", views.live_ticket, name="live_ticket"),
    path("n/<slug:place>/paper/", paper.paper, name="paper"),
    path("n/<slug:place>/paper/print/", paper.print_week, name="print_week"),
    path("", include("stoep.notify.devices.urls")),
    path("notify/why/<str:token>/", views.why, name="why"),
    path("notify/unsubscribe/<str:token>/", views.unsubscribe, name="unsubscribe"),
]
