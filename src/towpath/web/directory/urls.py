from django.urls import path

from towpath.web.directory import keeping, views

urlpatterns = [
    path("directory/", views.directory, name="directory"),
    path("directory/add/", keeping.whose, name="directory_add"),
    path("directory/add/provider/", keeping.add_provider, name="directory_provider_add"),
    path("directory/add/<int:establishment_id>/", keeping.add, name="directory_add_for"),
    path("directory/<int:opening_id>/", views.opening, name="directory_opening"),
    path("directory/<int:opening_id>/check/", views.check, name="directory_check"),
    path("directory/<int:opening_id>/change/", keeping.change, name="directory_change"),
    path("directory/<int:opening_id>/close/", keeping.close, name="directory_close"),
    path("directory/<int:opening_id>/reopen/", keeping.reopen, name="directory_reopen"),
]
