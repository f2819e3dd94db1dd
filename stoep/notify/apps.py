from django.apps import AppConfig


class NotifyConfig(AppConfig):
    name = "stoep.notify"
    label = "notify"
