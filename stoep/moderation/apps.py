from django.apps import AppConfig


class ModerationConfig(AppConfig):
    name = "stoep.moderation"
    label = "moderation"
