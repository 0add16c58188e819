from django.urls import path

from towpath.web.chase import views

urlpatterns = [
    path("chase/", views.board, name="chase"),
    path("chase/visits/", views.visits, name="chase_visits"),
    path("chase/<str:person_id>/attempt/", views.attempt, name="chase_attempt"),
]
