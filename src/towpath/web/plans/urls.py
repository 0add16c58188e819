from django.urls import path

from towpath.web.plans import views

urlpatterns = [
    path("people/<str:person_id>/plan/", views.plan, name="plans"),
    path("people/<str:person_id>/plan/copy/", views.copy, name="plans_copy"),
    path("people/<str:person_id>/plan/write/", views.write, name="plans_write"),
    path("people/<str:person_id>/plan/move/", views.move, name="plans_move"),
    path("people/<str:person_id>/plan/agreement/", views.agreement, name="plans_agreement"),
    path("people/<str:person_id>/plan/steps/<int:step_id>/done/", views.step_done, name="plans_step_done"),
]
