from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class PrivacyConfig(AppConfig):
    name = "stoep.privacy"
    label = "privacy"

    def ready(self):
        autodiscover_modules("own")  # what each room keeps of one person: lib/own.py
        autodiscover_modules("leaving")  # and what it does when they erase their account: lib/leaving.py
