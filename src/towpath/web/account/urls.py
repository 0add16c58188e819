from django.urls import path

from towpath.web.account import views

urlpatterns = [
    path("", views.home, name="home"),
    path("account/", views.account, name="account"),
    path("keys/", views.keys, name="keys"),
    path("councils/", views.councils, name="councils"),
    path("invitation/<str:secret>/", views.invitation, name="invitation"),
]
