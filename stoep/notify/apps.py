from django.apps import AppConfig


class NotifyConfig(AppConfig):
    name = "stoep.notify"
    label = "notify"

    def ready(self):
        from stoep.lib.shell import count_in_frame

        from .bell import COUNT

        count_in_frame("bell_count", COUNT)
