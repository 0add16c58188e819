from django.urls import path

from towpath.web.users import views

urlpatterns = [
    path("users/", views.users, name="users"),
    path("users/invite/", views.invite, name="users_invite"),
    path("users/<str:user_id>/", views.change, name="users_change"),
    path("users/<str:user_id>/suspend/", views.suspend, name="users_suspend"),
    path("users/<str:user_id>/second-step/", views.second_step, name="users_second_step"),
    path("users/<str:user_id>/restore/", views.restore, name="users_restore"),
    path("users/<str:user_id>/invite-again/", views.invite_again, name="users_invite_again"),
]
