"""
Settings for tests: fast passwords, plain static files, and a database chosen by `TOWPATH_TEST_DATABASE`.

`sqlite` (the default) is in memory; `postgresql` takes its address from `TOWPATH_TEST_DATABASE_URL`.
"""

import os
import sqlite3
import tempfile
from pathlib import Path
from urllib.parse import quote

os.environ.setdefault("TOWPATH_VAR", tempfile.mkdtemp(prefix="towpath-test-"))
os.environ.setdefault("TOWPATH_SECRET_KEY", "only-for-tests-" + "x" * 50)

from towpath.config.databases import database_settings
from towpath.config.settings import *  # noqa: F403

_CHOSEN = os.environ.get("TOWPATH_TEST_DATABASE", "sqlite")
_ADDRESSES = {
    "sqlite": f"sqlite:////{quote(str(Path(os.environ['TOWPATH_VAR']).resolve() / 'test.sqlite3').lstrip('/'))}",
    "postgresql": os.environ.get("TOWPATH_TEST_DATABASE_URL", ""),
}
if not _ADDRESSES.get(_CHOSEN):
    raise ValueError(
        f"TOWPATH_TEST_DATABASE is {_CHOSEN!r}. Use sqlite, or postgresql with TOWPATH_TEST_DATABASE_URL set."
    )
DATABASES = {"default": database_settings(_ADDRESSES[_CHOSEN], sqlite_version=sqlite3.sqlite_version_info)}
# Tests that commit empty every table afterwards, which the append-only triggers would rightly refuse.
DATABASES["default"]["ENGINE"] = f"towpath.config.testing.{_CHOSEN}"

DEBUG = False
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# The tests of this rule turn it on; all others are of what lies behind it.
IS_SECOND_STEP_COMPULSORY = False
IS_SECURE = SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
SESSION_COOKIE_NAME = "session"
CSRF_COOKIE_NAME = "csrf"
OWN_COOKIE_NAME = "own"
# Kept by the process, so that a test which asks for no database may still meet a page; emptied for each test.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
