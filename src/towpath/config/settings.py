"""
Settings, from the environment alone.

`TOWPATH_DATABASE_URL`, `TOWPATH_VAR`, `TOWPATH_SECRET_KEY`, `TOWPATH_ALLOWED_HOSTS`, `TOWPATH_DEMO` and `TOWPATH_DEBUG`
are all that is read here, and `TOWPATH_TODAY` and `TOWPATH_BENCHMARK_DIR` where they are used; what a council may
choose is a dated row in `organisation`, changed on a page.
"""

import os
import sqlite3
from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

from csp.constants import NONCE, NONE, SELF

from towpath.config.databases import database_settings
from towpath.config.secret import secret_key

PROJECT = Path(__file__).resolve().parents[3]
_HERE = PROJECT if (PROJECT / "pyproject.toml").exists() else Path.cwd()


def _is_on(name: str) -> bool:
    return os.environ.get(name, "").strip().lower() in ("1", "true", "yes", "on")


VAR = Path(os.environ.get("TOWPATH_VAR") or _HERE / "var").resolve()
VAR.mkdir(parents=True, exist_ok=True, mode=0o700)

DEBUG = _is_on("TOWPATH_DEBUG")
DEMO = _is_on("TOWPATH_DEMO")
SECRET_KEY = os.environ.get("TOWPATH_SECRET_KEY") or secret_key(VAR / "secret_key")
ALLOWED_HOSTS = os.environ.get("TOWPATH_ALLOWED_HOSTS", "localhost 127.0.0.1 [::1]").replace(",", " ").split()

DATABASES = {
    "default": database_settings(
        os.environ.get("TOWPATH_DATABASE_URL") or f"sqlite:////{quote(str(VAR / 'towpath.sqlite3').lstrip('/'))}",
        sqlite_version=sqlite3.sqlite_version_info,
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The rooms that own tables, in the order in which they may know one another. One not yet built is passed over.
ROOMS = (
    "audit",
    "organisation",
    "jobs",
    "access",
    "files",
    "provision",
    "people",
    "tasks",
    "contact",
    "matching",
    "tracking",
    "risk",
    "caseload",
    "answers",
    "referrals",
    "funds",
    "applications",
    "charter",
    "programmes",
    "voice",
    "returns",
    "imports",
    "insight",
    "privacy",
    "demo",
    "web",
    "config",
)
INSTALLED_APPS = [
    *(f"towpath.{room}" for room in ROOMS if find_spec(f"towpath.{room}") and find_spec(f"towpath.{room}.apps")),
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "towpath.web.headers.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    # Last, because it turns the answer to a locked-out sign-in into the lock-out page.
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "towpath.config.urls"
WSGI_APPLICATION = "towpath.config.wsgi.application"

_CONTEXT = [
    "django.template.context_processors.request",
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
    "csp.context_processors.nonce",
]
_JINJA = {
    "BACKEND": "django.template.backends.jinja2.Jinja2",
    "APP_DIRS": True,
    "OPTIONS": {"environment": "towpath.web.jinja.environment", "context_processors": _CONTEXT},
}
_DJANGO_TEMPLATES = {
    "BACKEND": "django.template.backends.django.DjangoTemplates",
    "APP_DIRS": True,
    "OPTIONS": {"context_processors": _CONTEXT},
}
TEMPLATES = [_JINJA, _DJANGO_TEMPLATES] if find_spec("towpath.web.jinja") else [_DJANGO_TEMPLATES]

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": VAR / "media"}},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
FILES_ROOT = VAR / "files"

# What is done once a night for each organisation: its name, and what does it.
NIGHTLY = (
    ("rehearsal", "towpath.returns.jobs.rehearse"),
    ("duplicates", "towpath.matching.jobs.find"),
    ("guarantee", "towpath.tracking.jobs.fix_cohort"),
    ("dip_sample", "towpath.tracking.jobs.draw_last_month"),
    ("worries", "towpath.privacy.forgetting.sweep"),
)

# Signing in: by e-mail and password, with a second factor; nobody makes an account without an invitation.
AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "towpath.config.sign_in.InvitedOnly"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_FORMS = {
    "login": "towpath.web.account.sign_in.LoginForm",
    "change_password": "towpath.web.account.sign_in.ChangePasswordForm",
    "reset_password": "towpath.web.account.sign_in.ResetPasswordForm",
    "reset_password_from_key": "towpath.web.account.sign_in.ResetPasswordKeyForm",
    "reauthenticate": "towpath.web.account.sign_in.ReauthenticateForm",
}
MFA_FORMS = {
    "authenticate": "towpath.web.account.sign_in.SecondStepForm",
    "reauthenticate": "towpath.web.account.sign_in.SecondStepAgainForm",
    "activate_totp": "towpath.web.account.sign_in.TurnOnForm",
}
MFA_ADAPTER = "towpath.config.sign_in.SecondStep"
ACCOUNT_USER_DISPLAY = "towpath.config.sign_in.name_of"
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
# The invitation link has already proved the address.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_PREVENT_ENUMERATION = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Towpath"
MFA_PASSKEY_LOGIN_ENABLED = False
# Whoever may see young people proves it twice. Only where everybody is invented may a password do.
IS_SECOND_STEP_COMPULSORY = not (DEBUG or DEMO)

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
# A stranger who guesses at an address locks out himself, not its owner on another machine.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "towpath.config.sign_in.email_given"
AXES_VERBOSE = False
AXES_ENABLE_ADMIN = False
AXES_HTTP_RESPONSE_CODE = 429
AXES_LOCKOUT_TEMPLATE = "account/lockout.html"
# Codes of the second step, as many and for as long as passwords; those axes alone counts (see InvitedOnly).
ACCOUNT_RATE_LIMITS = {"login_failed": "5/15m/key"}

# Forms sent and codes tried are known by every process that serves, so they are remembered in the database. Beyond its
# 300 entries Django throws out a third, whatever they count: a busy morning would let somebody begin guessing anew.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "config_cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

SESSION_COOKIE_AGE = 10 * 60 * 60
OWN_COOKIE_NAME = "own"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
IS_SECURE = not (DEBUG or DEMO)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_SECURE
if IS_SECURE:
    SESSION_COOKIE_NAME = "__Host-session"
    OWN_COOKIE_NAME = "__Host-own"
    CSRF_COOKIE_NAME = "__Host-csrf"
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if host != "*"]
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}

# Messages go to a folder until a mail server is named; a console would put names and addresses in the log.
EMAIL_FILE_PATH = VAR / "mail"
EMAIL_HOST = os.environ.get("TOWPATH_SMTP_HOST", "")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'filebased'}.EmailBackend"
EMAIL_PORT = int(os.environ.get("TOWPATH_SMTP_PORT") or 587)
EMAIL_HOST_USER = os.environ.get("TOWPATH_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("TOWPATH_SMTP_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("TOWPATH_SMTP_TLS", "1") == "1"
EMAIL_TIMEOUT = 30
DEFAULT_FROM_EMAIL = os.environ.get("TOWPATH_MAIL_FROM", "towpath@localhost")

# GOV.UK Notify: a key for each council by its code, as TOWPATH_NOTIFY_KEY_SALTMARSH. It is a secret, so no page asks.
_NOTIFY_KEY = "TOWPATH_NOTIFY_KEY_"
NOTIFY_KEYS = {
    name.removeprefix(_NOTIFY_KEY).lower().replace("_", "-"): key
    for name, key in os.environ.items()
    if name.startswith(_NOTIFY_KEY)
}
NOTIFY_URL = os.environ.get("TOWPATH_NOTIFY_URL") or "https://api.notifications.service.gov.uk"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"codes": {"()": "towpath.config.logs.CodesOnly"}},
    "handlers": {"stderr": {"class": "towpath.config.logs.ToStandardError", "formatter": "codes"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "towpath": {"level": "INFO"},
        # Django gives this one a plain handler of its own, which would print paths and exception words.
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.server": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
    },
}
