"""Starts the provider."""

import sys

import django
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.conf import settings

from . import CLIENT, PASSWORD, PEOPLE, SECRET

FORM = "<form method='post'>{% csrf_token %}{{ form }}<button>Sign in</button></form>"
PAGE = ("django.template.loaders.locmem.Loader", {"registration/login.html": FORM})


def configure(port: int, database: str) -> None:
    """A small Django of its own."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    settings.configure(
        SECRET_KEY="only for tests", ALLOWED_HOSTS=["127.0.0.1"], ROOT_URLCONF="tests.provider.site", USE_TZ=True, LOGIN_URL="/sign-in/",
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": database}}, DEFAULT_AUTO_FIELD="django.db.models.AutoField",
        SESSION_COOKIE_NAME="provider", CSRF_COOKIE_NAME="provider-csrf",
        INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions", "oauth2_provider"],
        MIDDLEWARE=["django.contrib.sessions.middleware.SessionMiddleware", "django.contrib.auth.middleware.AuthenticationMiddleware"],
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "OPTIONS": {"loaders": [PAGE]}}],
        OAUTH2_PROVIDER={
            "OIDC_ENABLED": True, "PKCE_REQUIRED": True, "OAUTH2_VALIDATOR_CLASS": "tests.provider.site.Validator", "OIDC_ISS_ENDPOINT": f"http://127.0.0.1:{port}/o",
            "SCOPES": {"openid": "who", "profile": "name", "address": "where"},
            "OIDC_RSA_PRIVATE_KEY": key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode(),
        },
    )  # fmt: skip
    django.setup()


def fill(back: str) -> None:
    """The users, and Stoep as one who may ask."""
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from oauth2_provider.models import Application

    call_command("migrate", verbosity=0)
    for name in PEOPLE:
        User.objects.create_user(name, password=PASSWORD)
    Application.objects.create(
        client_id=CLIENT, client_secret=SECRET, client_type="confidential", authorization_grant_type="authorization-code",
        redirect_uris=back, algorithm="RS256", skip_authorization=True,
    )  # fmt: skip


def serve(port: int) -> None:
    """Until it is killed."""
    from wsgiref.simple_server import make_server

    from django.core.wsgi import get_wsgi_application

    server = make_server("127.0.0.1", port, get_wsgi_application())
    print("ready", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    configure(int(sys.argv[1]), sys.argv[2])
    fill(sys.argv[3])
    serve(int(sys.argv[1]))
