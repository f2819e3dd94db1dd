"""What granian serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stoep.settings")
application = get_wsgi_application()

from stoep.lib.connections import ensure_server  # noqa: E402  settings come first
from stoep.lib.jobs import every_job  # noqa: E402

ensure_server()
every_job()  # now, so that whoever posts first does not wait for it
