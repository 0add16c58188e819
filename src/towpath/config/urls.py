"""Every address the site answers; the pages themselves belong to `towpath.web`."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = []
if find_spec("towpath.web") and find_spec("towpath.web.urls"):
    urlpatterns += [path("", include("towpath.web.urls"))]
