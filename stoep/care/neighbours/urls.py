"""Under /n/<neighbourhood>/."""

from django.urls import path

from ..volunteers.views import town_sees
from . import views

urlpatterns = [
    path("town/", town_sees, name="town_sees"),
    path("neighbours/", views.neighbours, name="neighbours"),
    path("neighbour/<uuid:member>/", views.neighbour, name="neighbour"),
]
