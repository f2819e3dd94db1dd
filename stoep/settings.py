"""Every knob, from the environment (STOEP_*). Each says why it is there."""

import hashlib
import os
import secrets
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from stoep.lib.connections import django_database

ROOT = Path(__file__).resolve().parent
CHECKOUT = ROOT.parent


def _state_dir() -> Path:
    """Where everything that lives is kept. As root outside anybody's home: the database server drops to a user who cannot enter one."""
    given = os.environ.get("STOEP_STATE_DIR")
    if given:
        return Path(given).resolve()
    if os.geteuid() == 0:
        return Path("/var/lib/stoep") / hashlib.sha256(str(CHECKOUT).encode()).hexdigest()[:12]
    return CHECKOUT / "var" / "state"


def _kept_secret(path: Path) -> str:
    """The key of everything signed or sealed; made once and kept readable by its owner only."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass  # made by an earlier start, or by another process a moment ago
    return path.read_text().strip()


def _release() -> str:
    """Changes with all that a stored card is made of: templates, words, the hashed names of icons, which an old card would miss."""
    seen = hashlib.sha256()
    parts = [CHECKOUT / "var" / "static" / "staticfiles.json", *(ROOT / "locale").rglob("*.mo")]
    parts += [*(ROOT / "board" / "templates").rglob("*.html"), *(ROOT / "templates" / "parts").glob("*.html")]
    for path in sorted(parts):
        seen.update(path.read_bytes() if path.exists() else b"")
    return seen.hexdigest()[:12]


STATE_DIR = _state_dir()
SECRET_KEY = os.environ.get("STOEP_SECRET_KEY") or _kept_secret(STATE_DIR / "secret_key")
DEBUG = False
DEMO = os.environ.get("STOEP_DEMO") == "1"  # lists the cast with one-click sign-in; only on a database that was seeded as a demo
DEMO_LETTER = os.environ.get("STOEP_DEMO_LETTER", "")  # what the QR code of a sown letter carries; `stoep demo` sets it

BASE_URL = os.environ.get("STOEP_BASE_URL", "http://127.0.0.1:8000").rstrip("/")  # in mails, letters and QR codes
HTTPS = BASE_URL.startswith("https://")
ALLOWED_HOSTS = [h for h in os.environ.get("STOEP_HOSTS", "").split(",") if h] or [
    BASE_URL.split("://")[1].rsplit(":", 1)[0] if BASE_URL.count(":") > 1 else BASE_URL.split("://")[1], "127.0.0.1", "localhost", "[::1]",
]  # fmt: skip
TRUSTED_PROXIES = [p for p in os.environ.get("STOEP_TRUSTED_PROXIES", "").split(",") if p]  # whose X-Forwarded-For is believed
COMPRESS = os.environ.get("STOEP_COMPRESS", "1") == "1"  # 0 where a proxy in front does it
LIVE_URL = os.environ.get("STOEP_LIVE_URL", "")  # where event streams are served; empty = pages poll

MEDIA_DIR = Path(os.environ.get("STOEP_MEDIA_DIR") or STATE_DIR / "media")
EXPORTS_DIR = Path(os.environ.get("STOEP_EXPORTS_DIR") or STATE_DIR / "exports")  # what people take along of their own, two days
ERASED_FILE = Path(os.environ.get("STOEP_ERASED_FILE") or STATE_DIR / "erased.list")  # outside the database: docs/operate.md
LETTERS_DIR = Path(os.environ.get("STOEP_LETTERS_DIR") or STATE_DIR / "letters")
SMTP_URL = os.environ.get("STOEP_SMTP_URL", "")  # smtp://user:password@host:587
MAIL_DIR = os.environ.get("STOEP_MAIL_DIR") or ("" if SMTP_URL else str(STATE_DIR / "mail"))  # one .eml per mail
MAIL_FROM = os.environ.get("STOEP_MAIL_FROM", "Stoep <stoep@localhost>")
PUSH_KEY = os.environ.get("STOEP_PUSH_KEY") or _kept_secret(STATE_DIR / "push_key")  # another one, and every device must be added anew
PUSH_HOSTS = [host for host in os.environ.get("STOEP_PUSH_HOSTS", "").split(",") if host] or [  # the only hosts we send messages to
    "fcm.googleapis.com", "*.push.services.mozilla.com", "*.push.apple.com", "*.notify.windows.com",
]  # fmt: skip
REPLY_ADDRESS = os.environ.get("STOEP_REPLY_ADDRESS", "")  # reply@stoep.example.org; what comes to reply+…@ must reach the inbox
INBOX_MAILDIR = os.environ.get("STOEP_INBOX_MAILDIR", "")  # where the mail server puts answers, or else
INBOX_IMAP_URL = os.environ.get("STOEP_INBOX_IMAP_URL", "")  # imaps://user:password@host/INBOX
TRANSLATE_URL = os.environ.get("STOEP_TRANSLATE_URL", "").rstrip("/")  # a LibreTranslate of one's own; texts of neighbours go there
TRANSLATE_KEY = os.environ.get("STOEP_TRANSLATE_KEY", "")
IDENTITY_FILE = os.environ.get("STOEP_IDENTITY_FILE", "")  # TOML: the providers of electronic identity (docs/install.md)
QUIET_HOURS = tuple(int(hour) for hour in os.environ.get("STOEP_QUIET_HOURS", "22-7").split("-"))  # for who has chosen none
DIGEST_HOUR = int(os.environ.get("STOEP_DIGEST_HOUR", 17))  # o'clock, of the daily and the weekly mail with news
DIGEST_DAY = int(os.environ.get("STOEP_DIGEST_DAY", 5))  # of the weekly one: 1 is Monday, 5 Friday
# Stored cards of another release are rendered anew; so they are when the offer to translate comes or goes.
RELEASE = (os.environ.get("STOEP_RELEASE") or _release()) + ("+t" if TRANSLATE_URL else "")

DOORS = os.environ.get("STOEP_DOORS", "all")  # "desk": this process serves the desk only, under a login that can become nothing else
LOGIN = os.environ.get("STOEP_LOGIN") or ("stoep_desk_web" if DOORS == "desk" else "stoep_web")
DATABASES = {
    "default": django_database(LOGIN, STATE_DIR, SECRET_KEY, TEST={"MIRROR": "owner"}),
    "owner": django_database("owner", STATE_DIR, SECRET_KEY),
}

INSTALLED_APPS = [
    "stoep.journal", "stoep.people", "stoep.places", "stoep.membership", "stoep.board", "stoep.care", "stoep.chat",
    "stoep.moderation", "stoep.notify", "stoep.privacy", "stoep.desk",
    "django.contrib.contenttypes", "django.contrib.auth", "django.contrib.messages", "django.contrib.staticfiles",
    "django.contrib.postgres", "django.contrib.humanize",
    "allauth", "allauth.account", "allauth.mfa", "procrastinate.contrib.django", "django_htmx",
]  # fmt: skip
MIDDLEWARE = [
    "stoep.lib.headers.Headers",
    "stoep.lib.compressing.Compressing",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "stoep.membership.doors.Doors",  # last: it calls the view
]
ROOT_URLCONF = "stoep.urls"
WSGI_APPLICATION = "stoep.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["stoep.lib.icons", "stoep.lib.dates"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "stoep.lib.shell.shell",
            ],
        },
    }
]

AUTH_USER_MODEL = "people.Person"
SESSION_ENGINE = "stoep.people.sessions"
SESSION_COOKIE_NAME = "__Host-stoep" if HTTPS else "stoep"
CSRF_COOKIE_NAME = "__Host-stoep-csrf" if HTTPS else "stoep-csrf"
LANGUAGE_COOKIE_NAME = "__Host-stoep-language" if HTTPS else "stoep-language"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
# How long what is kept of people stays, in days (SECURITY G5). The rooms' sweeps read it; tests/house/test_retention.py moves the clock
# and finds what one of them forgot. What is not of a person, or what somebody said and did not take back, has no end here.
RETENTION = {
    "unused account": 730,  # since the last visit; told 60 and 14 days before (stoep/privacy/unused.py)
    "erasure": 14,  # hidden, and not erased yet: the days to come back
    "sign-in": 30,  # since the last visit; whoever acts for a town: an hour
    "joining": 7,  # begun and not finished
    "application": 90,  # waits for a proof
    "interest": 730,  # wants to hear that a neighbourhood opens
    "paper check": 30,  # what was seen at a counter, not the paper
    "letter code": 90,
    "draft": 30,
    "loose picture": 1,  # uploaded, never published
    "picture taken back": 30,
    "vote": 7,  # who voted, after the end of a poll
    "quiet help": 30,  # asked off the board, after its time
    "bell": 90,
    "mail": 1,  # sealed anyway, and wiped when sent
    "unsent mail": 3,
    "mail in a folder": 14,  # STOEP_MAIL_DIR: the goodbye comes on day 14, and after thirty nothing of who left is there
    "reported copy": 183,  # after the decision: as long as one may object (DSA article 20)
    "decision told": 366,
    "kept block": 365,  # marks of who was blocked and erased their account
    "export": 2,  # the file
    "export asked": 30,  # that there was one
}
SESSION_COOKIE_AGE = RETENTION["sign-in"] * 24 * 3600  # residents; the desk's door is stricter
MESSAGE_STORAGE = "stoep.lib.flash.FlashStorage"
CSRF_FAILURE_VIEW = "stoep.lib.refusals.csrf_failure"
CSRF_TRUSTED_ORIGINS = [BASE_URL]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None

PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "stoep.people.passwords.WellKnown"},
]
AUTHENTICATION_BACKENDS = ["stoep.people.backend.PasswordBackend"]
ACCOUNT_ADAPTER = "stoep.people.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = ACCOUNT_PASSWORD_RESET_BY_CODE_MAX_ATTEMPTS = ACCOUNT_EMAIL_VERIFICATION_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True  # six digits, no link that a mail scanner or a shared screen could follow
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 900
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_NOTIFICATIONS = True  # a changed password or mailbox is told to its owner
ACCOUNT_REAUTHENTICATION_REQUIRED = True  # who changes a mailbox or a password proves once more who they are
ACCOUNT_CHANGE_EMAIL = True  # one mailbox; another takes its place once it is proven
ACCOUNT_MAX_EMAIL_ADDRESSES = 2  # what allauth wants with that
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_RATE_LIMITS = False  # ours are kept in PostgreSQL: people/limits.py
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_FORMS = {
    "login": "stoep.people.forms.SignInForm",
    "request_login_code": "stoep.people.forms.AskCodeForm",
    "confirm_login_code": "stoep.people.forms.CodeForm",
    "reset_password": "stoep.people.forms.ResetForm",
    "confirm_password_reset_code": "stoep.people.forms.ResetCodeForm",
    "reset_password_from_key": "stoep.people.forms.NewPasswordForm",
    "confirm_email_verification_code": "stoep.people.forms.MailboxCodeForm",
    "change_password": "stoep.people.forms.ChangePasswordForm",
    "set_password": "stoep.people.forms.SetPasswordForm",
    "add_email": "stoep.people.forms.AddMailboxForm",
    "reauthenticate": "stoep.people.forms.AskAgainForm",
}
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
MFA_FORMS = {
    "authenticate": "stoep.people.forms.SecondStepForm",
    "reauthenticate": "stoep.people.forms.SecondStepAgainForm",
    "activate_totp": "stoep.people.forms.ActivateAppForm",
    "add_webauthn": "stoep.people.forms.AddPasskeyForm",
    "edit_webauthn": "stoep.people.forms.NamePasskeyForm",
}
MFA_ADAPTER = "stoep.people.adapter.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Stoep"
MFA_TOTP_TOLERANCE = 1  # a step of thirty seconds before and after, as RFC 6238 advises: typing takes time, and clocks differ
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/home/"

EMAIL_BACKEND = "stoep.notify.outbox.OutboxBackend"
DEFAULT_FROM_EMAIL = SERVER_EMAIL = MAIL_FROM

USE_TZ = True
TIME_ZONE = os.environ.get("STOEP_TIME_ZONE", "Europe/Brussels")  # on screen; the database keeps UTC
LANGUAGE_CODE = "en"
LANGUAGES = [("nl", _("Dutch")), ("fr", _("French")), ("de", _("German")), ("en", _("English"))]
LOCALE_PATHS = [ROOT / "locale"]
FORMAT_MODULE_PATH = ["stoep.lib.formats"]  # dates in English as Europe writes them
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

STATIC_URL = "/static/"
STATIC_ROOT = CHECKOUT / "var" / "static"
STATICFILES_DIRS = [ROOT / "static", *([CHECKOUT / "var" / "assets"] if (CHECKOUT / "var" / "assets").is_dir() else [])]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": MEDIA_DIR}},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 3600

DATA_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024  # a form without its files
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000  # the desk ticks neighbourhoods one by one; a large town has hundreds
DATA_UPLOAD_MAX_NUMBER_FILES = 12
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
PICTURE_MAX_BYTES = 10 * 1024 * 1024
BODY_MAX_BYTES = 11 * PICTURE_MAX_BYTES  # a post with ten pictures; more is refused before it is read
PICTURE_MAX_PIXELS = 40_000_000

PROCRASTINATE_IMPORT_PATHS = [
    "stoep.notify.jobs", "stoep.moderation.jobs", "stoep.privacy.jobs", "stoep.board.announcements.jobs", "stoep.board.nearby.jobs",
    "stoep.board.calendar.jobs",
    "stoep.board.polls.jobs",
    "stoep.membership.letters.jobs", "stoep.membership.jobs", "stoep.schedule",
]  # fmt: skip
PROCRASTINATE_READONLY_MODELS = True

# Tables of others: placement, wall, the column that points to the person (for the desk's own sign-in).
THIRD_PARTY_WALLS = {
    "contenttypes.ContentType": ("local", "none", None),
    "auth.Permission": ("local", "none", None),
    "auth.Group": ("local", "none", None),
    "auth.Group_permissions": ("local", "none", None),
    "account.EmailAddress": ("local", "account", "user_id"),
    "account.EmailConfirmation": ("local", "account", None),
    "mfa.Authenticator": ("local", "account", "user_id"),
}
THIRD_PARTY_FORGET = {"account.EmailAddress": "delete", "mfa.Authenticator": "delete"}  # as `forget` on our own models
DESK_SHARES = {"people.Budget", "notify.OutgoingMail"}  # account tables the desk's own login writes too

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"discreet": {"()": "stoep.lib.discreet.Discreet"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "filters": ["discreet"]}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("STOEP_LOG_LEVEL", "WARNING")},
}
SILENCED_SYSTEM_CHECKS = [
    "security.W004",
    "auth.W004",  # two of one home may have one mailbox: people/backend.py finds which, and one_mailbox_one_account holds the rest
]
