"""The neighbours' part is under /n/<neighbourhood>/safety/, the operator's under /operator/, a person's own under /statements/."""

from django.urls import path

from .glass import views as glass
from .views import flagging, operator, public, statements, talks

urlpatterns = [
    path("n/<slug:place>/safety/", flagging.my_safety, name="my_safety"),
    path("n/<slug:place>/safety/blocked/<uuid:member>/", flagging.blocked_said, name="blocked_said"),
    path("n/<slug:place>/safety/unseen/", flagging.unseen_said, name="unseen_said"),
    path("n/<slug:place>/safety/pictures/<uuid:sent>/<int:width>.webp", talks.picture_to_flag, name="picture_to_flag"),
    path("n/<slug:place>/safety/flag/post/<uuid:post>/", flagging.flag_post, name="flag_post"),
    path("n/<slug:place>/safety/flag/group/<uuid:group>/", flagging.flag_group, name="flag_group"),
    path("n/<slug:place>/safety/flag/comment/<uuid:comment>/", flagging.flag_comment, name="flag_comment"),
    path("n/<slug:place>/safety/flag/quiet/<uuid:quiet>/", flagging.flag_quiet, name="flag_quiet"),
    path("n/<slug:place>/safety/flag/message/<uuid:message>/", talks.flag_message, name="flag_message"),
    path("statements/", statements.statements, name="statements"),
    path("statements/opened/<int:here>/<uuid:opened>/", glass.opened, name="opened"),
    path("statements/<int:here>/<uuid:statement>/", statements.statement, name="statement"),
    path("operator/", operator.matters, name="matters"),
    path("operator/matters/<uuid:matter>/", operator.matter, name="matter"),
    path("operator/matters/<uuid:matter>/pictures/<int:number>/<int:width>.webp", operator.picture, name="matter_picture"),
    path("operator/matters/<uuid:matter>/take/", operator.take, name="take_matter"),
    path("operator/matters/<uuid:matter>/decide/", operator.decide_matter, name="decide"),
    path("operator/decisions/<uuid:decision>/undo/", operator.undo, name="undo_decision"),
    path("operator/openings/", glass.openings, name="openings"),
    path("operator/openings/ask/", glass.ask_opening, name="ask_opening"),
    path("operator/openings/<uuid:opening>/", glass.opening, name="opening"),
    path("operator/openings/<uuid:opening>/decide/", glass.decide_opening, name="decide_opening"),
    path("operator/openings/<uuid:opening>/withdraw/", glass.withdraw_opening, name="withdraw_opening"),
    path("operator/openings/<uuid:opening>/end/", glass.end_opening, name="end_opening"),
    path("operator/openings/<uuid:opening>/pages/<int:number>/", glass.opened_page, name="opened_page"),
    path("operator/openings/<uuid:opening>/pages/<int:number>/look/", glass.look, name="look_at_page"),
    path("house-rules/counts/", public.moderation_counts, name="moderation_counts"),
]
