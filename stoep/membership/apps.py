from django.apps import AppConfig


class MembershipConfig(AppConfig):
    name = "stoep.membership"
    label = "membership"
