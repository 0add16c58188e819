from django.urls import path

from towpath.web.urgent import reviewing, views

urlpatterns = [
    path("people/<str:person_id>/urgent/", views.ask, name="people_urgent"),
    path("people/<str:person_id>/urgent/look/", views.look, name="people_urgent_look"),
    path("people/<str:person_id>/urgent/close/", views.close, name="people_urgent_close"),
    path("urgent/", reviewing.looks, name="urgent"),
    path("urgent/<str:look_id>/", reviewing.review, name="urgent_one"),
]
