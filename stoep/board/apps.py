from django.apps import AppConfig


class BoardConfig(AppConfig):
    name = "stoep.board"
    label = "board"
