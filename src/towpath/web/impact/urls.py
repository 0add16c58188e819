from django.urls import path

from towpath.web.impact import stories, taking, views

urlpatterns = [
    path("impact/", views.reports, name="impact"),
    path("impact/make/", views.make, name="impact_make"),
    path("impact/<int:report_id>/", views.report, name="impact_report"),
    path("impact/<int:report_id>/lock/", views.lock, name="impact_lock"),
    path("impact/<int:report_id>/since/", views.since, name="impact_since"),
    path("impact/<int:report_id>/rows/<slug:measure>/", views.rows, name="impact_rows"),
    path("impact/<int:report_id>/chart.svg", views.chart, name="impact_chart"),
    path("impact/<int:report_id>/stories/", stories.stories, name="impact_stories"),
    path("impact/<int:report_id>/stories/add/", stories.find, name="impact_story_find"),
    path("impact/<int:report_id>/stories/add/<slug:person_id>/", stories.write, name="impact_story_write"),
    path("impact/<int:report_id>/stories/<int:story_id>/check/", stories.check, name="impact_story_check"),
    path("impact/<int:report_id>/stories/<int:story_id>/withdraw/", stories.withdraw, name="impact_story_withdraw"),
    path("impact/<int:report_id>/take/<slug:ending>/", taking.take, name="impact_take"),
    path("impact/<int:report_id>/release/", taking.release, name="impact_release"),
    path("impact/<int:report_id>/released/<int:release_id>/<slug:ending>/", taking.released, name="impact_released"),
]
