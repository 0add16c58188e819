from django.urls import path

from towpath.web.today import views

urlpatterns = [path("today/", views.today, name="today")]
