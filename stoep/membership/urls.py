from django.urls import path

from .views import home, interest, joining, letting_in, pending, profile, stopping, trying, welcome

urlpatterns = [
    path("", home.start, name="start"),
    path("home/", home.home, name="home"),
    path("home/neighbourhoods/", home.my_places, name="my_places"),
    path("house-rules/", home.house_rules, name="house_rules"),
    path("demo/letter/", trying.demo_letter, name="demo_letter"),
    path("demo/mail/", trying.demo_mail, name="demo_mail"),
    path("demo/sign-in/<slug:who>/", home.demo_sign_in, name="demo_sign_in"),
    path("join/", joining.join, name="join"),
    path("join/code/", joining.join_code, name="join_code"),
    path("join/you/", joining.join_you, name="join_you"),
    path("join/mail/", joining.join_mail, name="join_mail"),
    path("letters/stop/", stopping.stop_letters, name="stop_letters"),
    path("pending/", pending.pending, name="pending"),
    path("pending/letter/", pending.prove_by_letter, name="prove_by_letter"),
    path("pending/withdraw/", pending.withdraw_application, name="withdraw_application"),
    path("find/<slug:slug>/tell-me/", interest.interest, name="interest"),
    path("find/tell-me/yes/<str:token>/", interest.interest_confirm, name="interest_confirm"),
    path("find/tell-me/stop/<str:token>/", interest.interest_stop, name="interest_stop"),
    path("n/<slug:place>/welcome/<int:step>/", welcome.first_steps, name="first_steps"),
    path("n/<slug:place>/welcome/hello/", welcome.first_steps_done, name="first_steps_done"),
    path("n/<slug:place>/let-in/", letting_in.let_in, name="let_in"),
    path("n/<slug:place>/me/", profile.profile, name="profile"),
    path("n/<slug:place>/neighbour/<uuid:member>/", profile.neighbour, name="neighbour"),
    path("n/<slug:place>/photo/<uuid:member>/", profile.photo, name="photo"),
]
