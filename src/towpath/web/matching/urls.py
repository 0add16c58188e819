from django.urls import path

from towpath.web.matching import remembered, views

urlpatterns = [
    path("who-is-this/", views.held, name="matching"),
    path("who-is-this/decided/", remembered.remembered, name="matching_decided"),
    path("who-is-this/decided/<int:decision_id>/", remembered.forgetting, name="matching_decided_one"),
    path("who-is-this/<int:row_id>/", views.row, name="matching_row"),
    path("who-is-this/<int:row_id>/undo/", views.undo, name="matching_undo"),
]
