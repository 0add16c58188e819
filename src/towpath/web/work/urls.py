from django.urls import path

from towpath.web.work import views

urlpatterns = [
    path("jobs/<int:job_id>/", views.work, name="work"),
    path("set-up/nightly/", views.nightly, name="nightly"),
]
