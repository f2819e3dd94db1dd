"""The scene's people who wait: one for a proof, and Hugo with a proof, to come over to a place that lived with its neighbour."""

from datetime import timedelta

from django.utils import timezone

from stoep.membership.proofs import Application, Homecoming


def waiting(scene, gust) -> None:
    """As keeper. `gust`: the home of who waits."""
    Application.objects.create(
        person_id=9_000_001, neighbourhood_id=scene.c.brug.id, address_id=gust.id, name=scene.token("application.name", set()),
        number_key=scene.token("application.number_key", set()),
    )  # fmt: skip
    Homecoming.objects.create(
        person_id=scene.c.hugo.id, neighbourhood_id=scene.c.brug.id, host_id=scene.c.kaai.id, address_id=scene.c.brug_homes[7].id,
        street=scene.token("homecoming.street", set()), proof="letter", proven_at=timezone.now(), until=timezone.now() + timedelta(days=9),
    )  # fmt: skip
