from django.urls import path

from towpath.web.concerns import views

urlpatterns = [
    path("people/<str:person_id>/concern/", views.raise_, name="concerns_raise"),
    path("people/<str:person_id>/concern/add/", views.add, name="concerns_add"),
    path("concerns/", views.concerns, name="concerns"),
    path("concerns/<str:concern_id>/", views.concern, name="concerns_one"),
]
