from django.apps import AppConfig


class ChatConfig(AppConfig):
    name = "stoep.chat"
    label = "chat"

    def ready(self):
        from stoep.lib.shell import count_in_frame

        from .reading import COUNT

        count_in_frame("chat_count", COUNT)
