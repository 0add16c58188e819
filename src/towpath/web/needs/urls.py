from django.urls import path

from towpath.web.needs import views

urlpatterns = [
    path("people/<str:person_id>/needs/", views.needs, name="needs"),
    path("people/<str:person_id>/needs/record/", views.record, name="needs_record"),
    path("people/<str:person_id>/needs/strike-out/", views.strike_out, name="needs_strike_out"),
    path("people/<str:person_id>/barriers/open/", views.barrier_open, name="needs_barrier_open"),
    path("people/<str:person_id>/barriers/<int:barrier_id>/close/", views.barrier_close, name="needs_barrier_close"),
    path("people/<str:person_id>/case/who/", views.who, name="cases_who"),
]
