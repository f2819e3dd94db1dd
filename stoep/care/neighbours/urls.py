"""Under /n/<neighbourhood>/."""

from django.urls import path

from . import views

urlpatterns = [
    path("neighbours/", views.neighbours, name="neighbours"),
    path("neighbour/<uuid:member>/", views.neighbour, name="neighbour"),
]
