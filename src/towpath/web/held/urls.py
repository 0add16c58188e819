from django.urls import path

from towpath.web.held import keeping, views

urlpatterns = [
    path("people/<str:person_id>/who-can-see/", views.seen, name="held_seen"),
    path("people/<str:person_id>/ask/", views.ask, name="held_ask"),
    path("people/<str:person_id>/hold/", keeping.hold, name="held_hold"),
    path("held/", views.requests, name="held"),
    path("held/<str:copy_request_id>/", views.request_, name="held_request"),
    path("held/<str:copy_request_id>/identity/", views.identity, name="held_identity"),
    path("held/<str:copy_request_id>/question/", views.question, name="held_question"),
    path("held/<str:copy_request_id>/more-time/", views.more_time, name="held_more_time"),
    path("held/<str:copy_request_id>/close/", views.close, name="held_close"),
    path("held/<str:copy_request_id>/look/", views.look, name="held_look"),
    path("held/<str:copy_request_id>/make/", views.make, name="held_make"),
    path("held/<str:copy_request_id>/release/", views.release, name="held_release"),
    path("retention/", keeping.retention, name="retention"),
    path("retention/<int:hold_id>/lift/", keeping.lift, name="retention_lift"),
]
