from django.urls import path

from towpath.web.matching import views

urlpatterns = [
    path("who-is-this/", views.held, name="matching"),
    path("who-is-this/<int:row_id>/", views.row, name="matching_row"),
    path("who-is-this/<int:row_id>/undo/", views.undo, name="matching_undo"),
]
