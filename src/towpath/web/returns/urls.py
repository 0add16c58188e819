from django.urls import path

from towpath.web.returns import views

urlpatterns = [
    path("returns/", views.returns, name="returns"),
    path("returns/build/", views.build, name="returns_build"),
    path("returns/<int:run_id>/", views.run, name="returns_run"),
    path("returns/<int:run_id>/problems/<str:code>/", views.problems, name="returns_problems"),
    path("returns/<int:run_id>/changes/", views.differences, name="returns_differences"),
    path("returns/<int:run_id>/sign/", views.sign, name="returns_sign"),
    path("returns/<int:run_id>/upload/", views.upload, name="returns_upload"),
    path("returns/<int:run_id>/file/", views.file, name="returns_file"),
]
