from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "stoep.people"
    label = "people"

    def ready(self):
        from .mailboxes import take_plain_ones

        take_plain_ones()
