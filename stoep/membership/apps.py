from django.apps import AppConfig


class MembershipConfig(AppConfig):
    name = "stoep.membership"
    label = "membership"

    def ready(self):
        from stoep.places import lending, moves

        from .actions.coming_home import send_home
        from .carrying import carry_home, carry_residents
        from .lending import hindrance

        moves.carriers.append(carry_residents)
        lending.homecomers += [send_home, carry_home]
        lending.hindrances.append(hindrance)
