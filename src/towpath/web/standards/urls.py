from django.urls import path

from towpath.web.standards import views

urlpatterns = [path("assumed/", views.assumed, name="standards_assumed")]
