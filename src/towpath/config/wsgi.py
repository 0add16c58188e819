"""What a web server loads; it refuses to start on an unsafe database."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "towpath.config.settings")
application = get_wsgi_application()

from towpath.config.checks import refuse_unsafe_start  # noqa: E402  # Django must be set up first.

refuse_unsafe_start()
