from django.urls import path

from towpath.web.joining import views

urlpatterns = [
    path("duplicates/", views.alike, name="joining_alike"),
    path("duplicates/look/", views.look, name="joining_look"),
    path("people/<str:person_id>/same-person/", views.choose, name="joining"),
    path("people/<str:person_id>/same-person/<str:other_id>/", views.pair, name="joining_pair"),
    path("people/<str:person_id>/joined/<int:join_id>/part/", views.part, name="joining_part"),
]
