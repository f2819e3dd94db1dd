from django.apps import AppConfig


class MembershipConfig(AppConfig):
    name = "stoep.membership"
    label = "membership"

    def ready(self):
        from stoep.places import moves

        from .carrying import carry_residents

        moves.carriers.append(carry_residents)
