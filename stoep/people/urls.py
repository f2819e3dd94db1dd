from django.urls import path

from . import views

urlpatterns = [
    path("language/", views.set_language, name="set_language"),
    path("account/choose/", views.choose_account, name="choose_account"),
    path("account/sign-ins/", views.sign_ins, name="sign_ins"),
    path("account/sign-ins/end/", views.end_sign_in, name="end_sign_in"),
]
