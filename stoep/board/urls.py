"""Under /n/<neighbourhood>/."""

from django.urls import path

from .calendar import calendar_files
from .calendar import views as calendar
from .drafts import views as drafts
from .groups import views as groups
from .ideas import views as ideas
from .lost import views as lost
from .nearby import views as nearby
from .polls import views as polls
from .things import views as things
from .urgent import views as urgent
from .views import board, find, posts, talk, topics, translate

urlpatterns = [
    path("", board.board, name="board"),
    path("news/", board.news, name="board_news"),
    path("seen/", board.seen, name="mark_seen"),
    path("more/", find.more, name="more"),
    path("near/", find.near, name="near"),
    path("search/", find.find, name="search"),
    path("mention/", find.mention, name="mention"),
    path("write/", posts.compose, name="compose"),
    path("write/<uuid:draft>/drop/", drafts.drop, name="drop_draft"),
    path("posts/publish/", posts.publish, name="publish_post"),
    path("posts/<uuid:post>/", posts.post, name="post"),
    path("posts/<uuid:post>/talk/", posts.talk, name="talk"),
    path("posts/<uuid:post>/edit/", posts.edit, name="edit_post"),
    path("posts/<uuid:post>/withdraw/", posts.withdraw, name="withdraw_post"),
    path("posts/<uuid:post>/pin/", posts.pin, name="pin_post"),
    path("posts/<uuid:post>/topics/", topics.choose, name="choose_topics"),
    path("posts/<uuid:post>/solve/", topics.solve, name="solve_question"),
    path("posts/<uuid:post>/paper/", topics.paper, name="put_on_paper"),
    path("posts/<uuid:post>/urgent/end/", urgent.end, name="end_urgent"),
    path("topics/propose/", topics.propose_topic, name="propose_topic"),
    path("posts/<uuid:post>/translate/", translate.translate_post, name="translate_post"),
    path("comments/<uuid:comment>/translate/", translate.translate_comment, name="translate_comment"),
    path("posts/<uuid:post>/comment/", talk.comment, name="comment_post"),
    path("posts/<uuid:post>/react/", talk.react, name="react_post"),
    path("posts/<uuid:post>/reactions/", talk.reactions, name="reactions"),
    path("things/offer/", things.offer, name="offer_thing"),
    path("things/<uuid:post>/edit/", things.edit, name="edit_thing"),
    path("things/<uuid:post>/claim/", things.claim, name="claim_thing"),
    path("things/<uuid:post>/settle/", things.settle, name="settle_claim"),
    path("things/<uuid:post>/close/", things.close, name="close_thing"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/month/", calendar.month, name="calendar_month"),
    path("calendar/plan/", calendar.plan, name="plan_event"),
    path("calendar/<uuid:post>/edit/", calendar.edit, name="edit_event"),
    path("calendar/<uuid:post>/attend/", calendar.attend, name="attend_event"),
    path("calendar/<uuid:post>/bring/", calendar.bring, name="bring_to_event"),
    path("calendar/<uuid:post>/cancel/", calendar.cancel, name="cancel_event"),
    path("calendar/<uuid:post>/skip/", calendar.skip, name="skip_event"),
    path("calendar/<uuid:post>/event.ics", calendar_files.download, name="download_event"),
    path("calendar/address/", calendar_files.address, name="calendar_address"),
    path("calendar/address/renew/", calendar_files.renew, name="renew_address"),
    path("calendar/address/drop/", calendar_files.drop, name="drop_address"),
    path("groups/", groups.groups, name="groups"),
    path("groups/begin/", groups.begin, name="begin_group"),
    path("groups/<uuid:group>/", groups.group, name="group"),
    path("groups/<uuid:group>/members/", groups.members, name="group_members"),
    path("groups/<uuid:group>/edit/", groups.edit, name="edit_group"),
    path("groups/<uuid:group>/join/", groups.join, name="join_group"),
    path("groups/<uuid:group>/leave/", groups.leave, name="leave_group"),
    path("groups/<uuid:group>/mute/", groups.mute, name="mute_group"),
    path("groups/<uuid:group>/hear/", groups.hear, name="hear_group"),
    path("groups/<uuid:group>/keep/", groups.keep, name="keep_group"),
    path("groups/<uuid:group>/hand/", groups.hand, name="hand_group"),
    path("groups/<uuid:group>/end/", groups.end, name="end_group"),
    path("ideas/share/", ideas.share, name="share_idea"),
    path("ideas/<uuid:post>/edit/", ideas.edit, name="edit_idea"),
    path("ideas/<uuid:post>/back/", ideas.back, name="back_idea"),
    path("ideas/<uuid:post>/take/", ideas.take, name="take_need"),
    path("ideas/<uuid:post>/move/", ideas.move, name="move_idea"),
    path("lost/report/", lost.report_lost, name="report_lost"),
    path("lost/<uuid:post>/edit/", lost.edit, name="edit_lost"),
    path("lost/<uuid:post>/home/", lost.home, name="bring_home"),
    path("polls/ask/", polls.ask, name="ask_poll"),
    path("polls/<uuid:post>/edit/", polls.edit, name="edit_poll"),
    path("polls/<uuid:post>/vote/", polls.vote, name="vote_poll"),
    path("polls/<uuid:post>/end/", polls.end, name="end_poll"),
    path("posts/<uuid:post>/nearby/", nearby.reach, name="reach_nearby"),
    path("posts/<uuid:post>/nearby/end/", nearby.end, name="end_nearby"),
    path("nearby/<slug:there>/<uuid:post>/", nearby.talk, name="nearby_talk"),
    path("comments/<uuid:comment>/edit/", talk.edit, name="edit_comment"),
    path("comments/<uuid:comment>/withdraw/", talk.withdraw, name="withdraw_comment"),
    path("pictures/upload/", find.upload, name="upload_picture"),
    path("pictures/<uuid:picture>/<int:width>.webp", find.picture, name="picture"),
]
