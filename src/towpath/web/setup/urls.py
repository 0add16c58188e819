from django.urls import path

from towpath.web.setup import views

urlpatterns = [path("set-up/", views.setup, name="setup")]
