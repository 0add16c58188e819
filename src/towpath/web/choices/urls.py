from django.urls import path

from towpath.web.choices import sites, views

urlpatterns = [
    path("choices/", views.choices, name="choices"),
    path("choices/skills/", views.skills, name="choices_skills"),
    path("choices/places/", sites.sites, name="choices_sites"),
    path("choices/places/add/", sites.add, name="choices_sites_add"),
    path("choices/places/<int:site_id>/", sites.change, name="choices_site"),
    path("choices/<str:list_name>/", views.one_list, name="choices_list"),
    path("choices/<str:list_name>/add/", views.add, name="choices_add"),
    path("choices/<str:list_name>/<str:entry_code>/", views.change, name="choices_change"),
]
