from django.urls import path

from . import views

urlpatterns = [
    path("account/devices/", views.devices_page, name="devices"),
    path("account/devices/keep/", views.keep_device, name="keep_device"),
    path("account/devices/drop/", views.drop_device, name="drop_device"),
    path("stoep.<str:language>.webmanifest", views.manifest, name="manifest"),
    path("worker.<str:language>.js", views.worker, name="worker"),
    path("offline/<str:language>/", views.offline, name="offline"),
]
