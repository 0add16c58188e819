from django.urls import path

from towpath.web.conflicts import views

urlpatterns = [
    path("conflicts/", views.conflicts, name="conflicts"),
    path("conflicts/<int:conflict_id>/", views.conflict, name="conflicts_one"),
]
