from django.urls import path

from towpath.web.directory import views

urlpatterns = [
    path("directory/", views.directory, name="directory"),
    path("directory/<int:opening_id>/", views.opening, name="directory_opening"),
    path("directory/<int:opening_id>/check/", views.check, name="directory_check"),
]
