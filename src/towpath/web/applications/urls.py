from django.urls import path

from towpath.web.applications import views

urlpatterns = [
    path("proposals/", views.proposals, name="proposals"),
    path("people/<str:person_id>/options/", views.options, name="people_options"),
    path("people/<str:person_id>/options/<int:opening_id>/", views.put_on_list, name="applications_shortlist"),
    path("people/<str:person_id>/applications/", views.applications, name="people_applications"),
    path("people/<str:person_id>/applications/<int:application_id>/", views.step, name="applications_step"),
    path(
        "people/<str:person_id>/applications/<int:application_id>/decide/",
        views.decide,
        name="applications_decide",
    ),
    path(
        "people/<str:person_id>/applications/<int:application_id>/take-back/",
        views.take_back,
        name="applications_take_back",
    ),
]
