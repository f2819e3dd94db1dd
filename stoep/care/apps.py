from django.apps import AppConfig


class CareConfig(AppConfig):
    name = "stoep.care"
    label = "care"
