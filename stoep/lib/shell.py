"""What every page's frame needs, whoever looks at it."""

from django.conf import settings


def shell(request):
    """standing, and whether this is the demo."""
    return {"standing": getattr(request, "standing", None), "demo": settings.DEMO, "release": settings.RELEASE}
