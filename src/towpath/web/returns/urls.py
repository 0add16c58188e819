from django.urls import path

from towpath.web.returns import answers, on_record, quality, rehearsals, views

urlpatterns = [
    path("returns/", views.returns, name="returns"),
    path("returns/build/", views.build, name="returns_build"),
    path("returns/<int:run_id>/", views.run, name="returns_run"),
    path("returns/<int:run_id>/problems/<str:code>/", views.problems, name="returns_problems"),
    path("returns/<int:run_id>/changes/", views.differences, name="returns_differences"),
    path("returns/<int:run_id>/sign/", views.sign, name="returns_sign"),
    path("returns/<int:run_id>/upload/", views.upload, name="returns_upload"),
    path("returns/<int:run_id>/file/", views.file, name="returns_file"),
    path("returns/rehearsals/", rehearsals.rehearsals, name="returns_rehearsals"),
    path("returns/rehearsals/now/", rehearsals.rehearse, name="returns_rehearse"),
    path("returns/rehearsals/<int:rehearsal_id>/", rehearsals.rehearsal, name="returns_rehearsal"),
    path("returns/rehearsals/<int:rehearsal_id>/chart/", rehearsals.chart, name="returns_rehearsal_chart"),
    path(
        "returns/rehearsals/<int:rehearsal_id>/problems/<str:code>/",
        rehearsals.problems,
        name="returns_rehearsal_problems",
    ),
    path("returns/dfe/", answers.answers, name="returns_answers"),
    path("returns/dfe/load/", answers.load, name="returns_answer_load"),
    path("returns/dfe/<int:dfe_report_id>/", answers.report, name="returns_answer_report"),
    path("returns/dfe/<int:dfe_report_id>/columns/", answers.columns, name="returns_answer_columns"),
    path("returns/dfe/lines/<int:dfe_line_id>/", answers.line, name="returns_answer_line"),
    path("returns/quality/", quality.quality, name="returns_quality"),
    path("returns/quality/chart/", quality.chart, name="returns_quality_chart"),
    path("returns/quality/released/", quality.released, name="returns_quality_released"),
    path("people/<str:person_id>/return/", on_record.on_record, name="people_return"),
]
