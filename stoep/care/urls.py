"""Under /n/<neighbourhood>/help/."""

from django.urls import path

from .views import requests, skills

urlpatterns = [
    path("", skills.help_list, name="help_list"),
    path("mine/", skills.mine, name="my_skills"),
    path("ask/", requests.ask, name="ask_help"),
    path("who/<slug:skill>/", skills.helpers, name="helpers"),
    path("<uuid:post>/edit/", requests.edit, name="edit_help"),
    path("<uuid:post>/offer/", requests.offer, name="offer_help"),
    path("<uuid:post>/pick/", requests.pick, name="pick_helper"),
    path("<uuid:post>/solve/", requests.solve, name="solve_help"),
    path("<uuid:post>/neighbours/", requests.ask_neighbours, name="ask_neighbours"),
]
