from django.urls import path

from towpath.web.programmes import figures, plans, runs, taking_part

RUN = "programmes/runs/<int:programme_run_id>/"
PART = "programmes/taking-part/<int:participation_id>/"

urlpatterns = [
    path("programmes/", runs.runs, name="programmes"),
    path("programmes/plans/", plans.plans, name="programmes_plans"),
    path("programmes/plans/add/", plans.add, name="programmes_plan_add"),
    path("programmes/plans/<int:programme_id>/", plans.plan, name="programmes_plan"),
    path("programmes/plans/<int:programme_id>/change/", plans.change, name="programmes_plan_change"),
    path("programmes/plans/<int:programme_id>/stage/", plans.stage_add, name="programmes_stage_add"),
    path("programmes/plans/<int:programme_id>/question/", plans.question_add, name="programmes_question_add"),
    path("programmes/plans/<int:programme_id>/run/", plans.run_plan, name="programmes_run_plan"),
    path("programmes/stages/<int:stage_id>/", plans.stage_change, name="programmes_stage_change"),
    path("programmes/reasons/", plans.reasons, name="programmes_reasons"),
    path("programmes/reasons/<int:reason_id>/close/", plans.reason_close, name="programmes_reason_close"),
    path(RUN, runs.run, name="programmes_run"),
    path(f"{RUN}enrol/", runs.enrol_whom, name="programmes_enrol"),
    path(f"{RUN}enrol/<str:person_id>/", taking_part.enrol_one, name="programmes_enrol_one"),
    path(f"{RUN}figures/", figures.figures, name="programmes_figures"),
    path(f"{RUN}figures/funnel.svg", figures.funnel_picture, name="programmes_funnel_chart"),
    path(f"{RUN}figures/confidence.svg", figures.confidence_picture, name="programmes_confidence_chart"),
    path("programmes/sessions/<int:session_id>/", runs.register, name="programmes_register"),
    path("programmes/sessions/<int:session_id>/off/", runs.session_off, name="programmes_session_off"),
    path(PART, taking_part.participation, name="programmes_person"),
    path(f"{PART}stage/", taking_part.stage_done, name="programmes_stage_done"),
    path(f"{PART}outcome/", taking_part.outcome, name="programmes_outcome"),
    path(f"{PART}confidence/", taking_part.confidence, name="programmes_confidence"),
    path(f"{PART}leave/", taking_part.left, name="programmes_leave"),
    path(f"{PART}take-back/", taking_part.take_back, name="programmes_take_back"),
]
