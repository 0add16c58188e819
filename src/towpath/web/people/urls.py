from django.urls import path

from towpath.web.people import amending, correcting, family, knocking, mistakes, telling, views
from towpath.web.people.details import views as details

urlpatterns = [
    path("people/", views.people, name="people"),
    path("people/<str:person_id>/", views.person, name="people_person"),
    path("people/<str:person_id>/return-facts/", views.facts, name="people_facts"),
    path("people/<str:person_id>/return-facts/<str:field>/", correcting.fact, name="people_fact"),
    path("people/<str:person_id>/birth-date/", correcting.birth_date, name="people_birth_date"),
    path("people/<str:person_id>/details/<str:kind>/", details.details, name="people_details"),
    path("people/<str:person_id>/details/<str:kind>/add/", details.add, name="people_details_add"),
    path("people/<str:person_id>/details/<str:kind>/<int:fact_id>/", details.change, name="people_details_change"),
    path("people/<str:person_id>/details/<str:kind>/<int:fact_id>/end/", details.end, name="people_details_end"),
    path("people/<str:person_id>/knocking/", knocking.knocking, name="people_knocking"),
    path("people/<str:person_id>/timeline/", views.timeline, name="people_timeline"),
    path("people/<str:person_id>/contacts/", views.contacts, name="people_contacts"),
    path("people/<str:person_id>/family/", family.family, name="people_family"),
    path("people/<str:person_id>/status/", telling.status, name="people_status"),
    path("people/<str:person_id>/contact/", telling.contact, name="people_contact"),
    path("people/<str:person_id>/contacts/<int:contact_id>/", amending.versions, name="people_contact_versions"),
    path("people/<str:person_id>/contacts/<int:contact_id>/change/", amending.amend, name="people_amend"),
    path("people/<str:person_id>/contacts/<int:contact_id>/strike-out/", amending.strike_out, name="people_strike_out"),
    path("people/<str:person_id>/timeline/<int:statement_id>/", mistakes.withdraw, name="people_withdraw"),
    path("people/<str:person_id>/tasks/<int:task_id>/done/", telling.task_done, name="people_task_done"),
]
