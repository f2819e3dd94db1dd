"""Under /n/<neighbourhood>/chat/."""

from django.urls import path

from .views import gathering, groups, listing, talk, times

urlpatterns = [
    path("", listing.chat, name="chat"),
    path("news/", listing.news, name="chat_news"),
    path("new/", groups.new, name="new_group"),
    path("begin/", groups.start, name="start_group"),
    path("of/<uuid:group>/", gathering.group_talk, name="group_talk"),
    path("with/<uuid:member>/", talk.start, name="start_conversation"),
    path("pictures/<uuid:sent>/<int:width>.webp", talk.picture, name="sent_picture"),
    path("messages/<uuid:message>/answer/", times.answer, name="answer_proposal"),
    path("messages/<uuid:message>/withdraw/", talk.withdraw, name="withdraw_message"),
    path("<uuid:conversation>/", talk.conversation, name="conversation"),
    path("<uuid:conversation>/send/", talk.send, name="send_message"),
    path("<uuid:conversation>/news/", talk.news, name="conversation_news"),
    path("<uuid:conversation>/read/", talk.read, name="mark_read"),
    path("<uuid:conversation>/times/", times.propose, name="propose_times"),
    path("<uuid:conversation>/about/", groups.about, name="about_conversation"),
    path("<uuid:conversation>/mute/", groups.mute, name="mute_conversation"),
    path("<uuid:conversation>/rename/", groups.rename, name="rename_group"),
    path("<uuid:conversation>/add/", groups.add, name="add_to_group"),
    path("<uuid:conversation>/leave/", groups.leave, name="leave_conversation"),
]
