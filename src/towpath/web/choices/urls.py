from django.urls import path

from towpath.web.choices import views

urlpatterns = [
    path("choices/", views.choices, name="choices"),
    path("choices/skills/", views.skills, name="choices_skills"),
    path("choices/<str:list_name>/", views.one_list, name="choices_list"),
    path("choices/<str:list_name>/add/", views.add, name="choices_add"),
    path("choices/<str:list_name>/<str:code>/", views.change, name="choices_change"),
]
