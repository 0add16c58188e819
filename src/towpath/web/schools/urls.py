from django.urls import path

from towpath.web.schools import views

urlpatterns = [
    path("schools/", views.schools, name="schools"),
    path("schools/score/", views.score, name="schools_score"),
    path("schools/none/", views.without_school, name="schools_none"),
    path("schools/<int:establishment_id>/", views.school, name="schools_school"),
]
