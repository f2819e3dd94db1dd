"""What granian serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stoep.settings")
application = get_wsgi_application()

from stoep.lib.connections import ensure_server  # noqa: E402  settings come first

ensure_server()
