"""
Every address of the site, each behind the gate of the route policy.

A new page is a line in its area's `urls`, a row in `policy`, and its view with a template.
"""

from django.urls import include, path

from towpath.web.about.urls import urlpatterns as about
from towpath.web.account.urls import urlpatterns as account
from towpath.web.answers.urls import urlpatterns as answers
from towpath.web.applications.urls import urlpatterns as applications
from towpath.web.cases.urls import urlpatterns as cases
from towpath.web.charter.urls import urlpatterns as charter
from towpath.web.choices.urls import urlpatterns as choices
from towpath.web.concerns.urls import urlpatterns as concerns
from towpath.web.conflicts.urls import urlpatterns as conflicts
from towpath.web.desk.urls import urlpatterns as desk
from towpath.web.directory.urls import urlpatterns as directory
from towpath.web.funds.urls import urlpatterns as funds
from towpath.web.guard import guarded
from towpath.web.held.urls import urlpatterns as held
from towpath.web.impact.urls import urlpatterns as impact
from towpath.web.imports.urls import urlpatterns as imports
from towpath.web.joining.urls import urlpatterns as joining
from towpath.web.matching.urls import urlpatterns as matching
from towpath.web.messages.urls import urlpatterns as messages
from towpath.web.needs.urls import urlpatterns as needs
from towpath.web.own.urls import urlpatterns as own
from towpath.web.people.urls import urlpatterns as people
from towpath.web.plans.urls import urlpatterns as plans
from towpath.web.programmes.urls import urlpatterns as programmes
from towpath.web.rates.urls import urlpatterns as rates
from towpath.web.referrals.urls import urlpatterns as referrals
from towpath.web.returns.urls import urlpatterns as returns
from towpath.web.schools.urls import urlpatterns as schools
from towpath.web.setup.urls import urlpatterns as setup
from towpath.web.standards.urls import urlpatterns as standards
from towpath.web.studies.urls import urlpatterns as studies
from towpath.web.today.urls import urlpatterns as today
from towpath.web.urgent.urls import urlpatterns as urgent
from towpath.web.users.urls import urlpatterns as users
from towpath.web.voice.urls import urlpatterns as voice
from towpath.web.work.urls import urlpatterns as work

urlpatterns = guarded(
    [
        *about,
        *account,
        *answers,
        *applications,
        *cases,
        *choices,
        *concerns,
        *conflicts,
        *directory,
        *funds,
        *imports,
        *joining,
        *matching,
        *messages,
        *charter,
        *desk,
        *programmes,
        *rates,
        *referrals,
        *studies,
        *impact,
        *returns,
        *urgent,
        *schools,
        *needs,
        *own,
        *held,
        *people,
        *plans,
        *setup,
        *standards,
        *today,
        *users,
        *voice,
        *work,
        path("sign-in/", include("allauth.account.urls")),
        path("sign-in/second-step/", include("allauth.mfa.urls")),
    ]
)
