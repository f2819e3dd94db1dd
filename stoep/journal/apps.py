from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "stoep.journal"
    label = "journal"
