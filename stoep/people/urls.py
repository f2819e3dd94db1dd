from django.urls import path

from stoep.lib.doors import door

from . import second_step, views

shown = door("nobody", at_desk=True)  # as allauth's other pages: they look after themselves

urlpatterns = [
    path("language/", views.set_language, name="set_language"),
    path("account/2fa/totp/activate/", shown(second_step.activate_app), name="mfa_activate_totp"),
    path("account/2fa/webauthn/add/", shown(second_step.add_passkey), name="mfa_add_webauthn"),
]
