"""
Every address of the site, each behind the gate of the route policy.

A new page is a line in its area's `urls`, a row in `policy`, and its view with a template.
"""

from django.urls import include, path

from towpath.web.about.urls import urlpatterns as about
from towpath.web.account.urls import urlpatterns as account
from towpath.web.cases.urls import urlpatterns as cases
from towpath.web.chase.urls import urlpatterns as chase
from towpath.web.conflicts.urls import urlpatterns as conflicts
from towpath.web.guard import guarded
from towpath.web.imports.urls import urlpatterns as imports
from towpath.web.matching.urls import urlpatterns as matching
from towpath.web.people.urls import urlpatterns as people
from towpath.web.rates.urls import urlpatterns as rates
from towpath.web.returns.urls import urlpatterns as returns
from towpath.web.schools.urls import urlpatterns as schools
from towpath.web.setup.urls import urlpatterns as setup
from towpath.web.standards.urls import urlpatterns as standards
from towpath.web.studies.urls import urlpatterns as studies
from towpath.web.today.urls import urlpatterns as today
from towpath.web.users.urls import urlpatterns as users
from towpath.web.work.urls import urlpatterns as work

urlpatterns = guarded(
    [
        *about,
        *account,
        *cases,
        *conflicts,
        *imports,
        *matching,
        *chase,
        *rates,
        *studies,
        *returns,
        *schools,
        *people,
        *setup,
        *standards,
        *today,
        *users,
        *work,
        path("sign-in/", include("allauth.account.urls")),
        path("sign-in/second-step/", include("allauth.mfa.urls")),
    ]
)
