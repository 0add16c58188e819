from django.urls import path

from towpath.web.studies import views

urlpatterns = [
    path("studies/", views.studies, name="studies"),
    path("studies/freeze/", views.freeze, name="studies_freeze"),
    path("studies/<int:study_id>/", views.study, name="studies_study"),
    path("studies/<int:study_id>/run/", views.run, name="studies_run"),
    path("studies/<int:study_id>/people/", views.people, name="studies_people"),
    path("studies/<int:study_id>/chart.svg", views.chart, name="studies_chart"),
]
