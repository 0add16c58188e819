from django.urls import path

from towpath.web.work import views

urlpatterns = [path("work/<int:job_id>/", views.work, name="work")]
