"""Under /n/<neighbourhood>/help/."""

from django.urls import path

from .quiet import views as quiet
from .views import requests, skills
from .volunteers import views as volunteers

urlpatterns = [
    path("", skills.help_list, name="help_list"),
    path("welcome/", skills.first_steps_help, name="first_steps_help"),
    path("mine/", skills.mine, name="my_skills"),
    path("mine/town/", volunteers.volunteer, name="volunteer"),
    path("ask/", requests.ask, name="ask_help"),
    path("who/<slug:skill>/", skills.helpers, name="helpers"),
    path("<uuid:post>/edit/", requests.edit, name="edit_help"),
    path("<uuid:post>/offer/", requests.offer, name="offer_help"),
    path("<uuid:post>/pick/", requests.pick, name="pick_helper"),
    path("<uuid:post>/solve/", requests.solve, name="solve_help"),
    path("<uuid:post>/neighbours/", requests.ask_neighbours, name="ask_neighbours"),
    path("quiet/<uuid:quiet>/", quiet.page, name="quiet"),
    path("quiet/<uuid:quiet>/offer/", quiet.offer, name="offer_quietly"),
    path("quiet/<uuid:quiet>/leave/", quiet.leave, name="leave_quietly"),
    path("quiet/<uuid:quiet>/pick/", quiet.pick, name="pick_quietly"),
    path("quiet/<uuid:quiet>/solve/", quiet.solve, name="solve_quietly"),
    path("quiet/<uuid:quiet>/end/", quiet.end, name="end_quietly"),
]
