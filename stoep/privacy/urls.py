from django.urls import path

from . import views

urlpatterns = [
    path("account/data/", views.my_data, name="my_data"),
    path("account/data/ask/", views.ask_export, name="ask_export"),
    path("account/data/<uuid:export>/fetch/", views.fetch_export, name="fetch_export"),
]
