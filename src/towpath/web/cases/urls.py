from django.urls import path

from towpath.web.cases import views

urlpatterns = [
    path("cases/", views.cases, name="cases"),
    path("cases/team/", views.team, name="cases_team"),
    path("people/<str:person_id>/case/open/", views.open_, name="cases_open"),
    path("people/<str:person_id>/case/hand-over/", views.pass_on, name="cases_hand_over"),
    path("people/<str:person_id>/case/close/", views.close, name="cases_close"),
]
