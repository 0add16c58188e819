from django.urls import path

from towpath.web.schools import lists, objecting, rounds, views

urlpatterns = [
    path("schools/", views.schools, name="schools"),
    path("schools/score/", views.score, name="schools_score"),
    path("schools/open/", rounds.open_, name="schools_open"),
    path("schools/runs/", rounds.runs, name="schools_runs"),
    path("schools/runs/<int:risk_run_id>/again/", rounds.recompute, name="schools_recompute"),
    path("schools/lists/<int:list_id>/", lists.school_list, name="schools_list"),
    path("schools/lists/<int:list_id>/add/", lists.add, name="schools_add"),
    path("schools/lists/<int:list_id>/sign/", lists.sign, name="schools_sign"),
    path("schools/lists/<int:list_id>/reopen/", lists.reopen, name="schools_reopen"),
    path("schools/lists/<int:list_id>/changes/", lists.changes, name="schools_changes"),
    path("schools/lists/<int:list_id>/allocate/", rounds.allocate, name="schools_allocate"),
    path("schools/lists/<int:list_id>/<int:line_id>/", lists.line, name="schools_line"),
    path("objections/", objecting.objections, name="objections"),
    path("objections/<int:objection_id>/", objecting.decide, name="objections_decide"),
    path("people/<str:person_id>/objection/", objecting.record, name="people_objection"),
    path("people/<str:person_id>/extra-help/", objecting.extra_help, name="people_extra_help"),
    path("schools/none/", views.without_school, name="schools_none"),
    path("schools/<int:establishment_id>/", views.school, name="schools_school"),
]
