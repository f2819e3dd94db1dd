from django.urls import path

from .views import announcements, counter, home, in_names, letters, printing, volunteers

urlpatterns = [
    path("", home.desk, name="desk"),
    path("announcements/", announcements.announcements, name="announcements"),
    path("announcements/new/", announcements.announce, name="announce"),
    path("announcements/preview/", announcements.announce_preview, name="announce_preview"),
    path("announcements/send/", announcements.send_announcement, name="send_announcement"),
    path("announcements/<uuid:announcement>/", announcements.announcement, name="announcement"),
    path("announcements/<uuid:announcement>/correct/", announcements.correct_announcement, name="correct_announcement"),
    path(
        "announcements/<uuid:announcement>/correct/preview/",
        announcements.correct_announcement_preview,
        name="correct_announcement_preview",
    ),
    path("announcements/<uuid:announcement>/end/", announcements.end_announcement, name="end_announcement"),
    path("announcements/<uuid:announcement>/call/", announcements.agree_call, name="agree_call"),
    path("announcements/<uuid:announcement>/call/end/", announcements.end_call, name="end_call"),
    path("letters/", letters.letters, name="letters"),
    path("letters/order/", letters.order_letters, name="order_letters"),
    path("letters/in-names/", in_names.letters_in_names, name="letters_in_names"),
    path("letters/in-names/order/", in_names.order_in_names, name="order_in_names"),
    path("letters/in-names/<uuid:words>/preview/", in_names.preview_words, name="preview_words"),
    path("letters/in-names/<uuid:words>/refuse/", in_names.refuse_words, name="refuse_words"),
    path("letters/<uuid:batch>/", letters.letter_batch, name="letter_batch"),
    path("letters/<uuid:batch>/preview/", letters.preview_letters, name="preview_letters"),
    path("letters/<uuid:batch>/approve/", letters.approve_letters, name="approve_letters"),
    path("letters/<uuid:batch>/refuse/", letters.refuse_letters, name="refuse_letters"),
    path("letters/<uuid:batch>/hand-out-again/", letters.hand_out_again, name="hand_out_again"),
    path("volunteers/", volunteers.volunteers, name="volunteers"),
    path("counter/", counter.check_papers, name="check_papers"),
    path("print/", printing.print_letters, name="print_letters"),
    path("print/<uuid:batch>/", printing.print_batch, name="print_batch"),
    path("print/<uuid:batch>/fetch/", printing.fetch_letters, name="fetch_letters"),
    path("print/<uuid:batch>/receipt/", printing.confirm_receipt, name="confirm_receipt"),
]
