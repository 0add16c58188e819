from django.urls import path

from towpath.web.desk import calling, deaths, guarantee, leaving, sampling, views, visiting

urlpatterns = [
    path("desk/", views.desk, name="desk"),
    path("desk/lists/<str:ready_list>/", views.one_list, name="desk_list"),
    path("desk/lists/<str:ready_list>/owner/", views.owner, name="desk_owner"),
    path("desk/lists/<str:ready_list>/call/", calling.start, name="desk_call_start"),
    path("desk/forecast/", views.forecast, name="desk_forecast"),
    path("desk/fairness/", views.fairness, name="desk_fairness"),
    path("desk/sessions/", calling.sessions, name="desk_sessions"),
    path("desk/calls/<int:call_session_id>/next/", calling.following, name="desk_call_next"),
    path("desk/calls/<int:call_session_id>/undo/", calling.undo, name="desk_call_undo"),
    path("desk/calls/<int:call_session_id>/leave/", calling.leave, name="desk_call_leave"),
    path("desk/calls/<int:call_session_id>/<int:position>/", calling.call, name="desk_call"),
    path("desk/calls/<int:call_session_id>/<int:position>/overrule/", calling.overrule, name="desk_call_overrule"),
    path("desk/calls/<int:call_session_id>/<int:position>/status/", calling.settle, name="desk_call_settle"),
    path("desk/visits/", visiting.visits, name="desk_visits"),
    path("desk/visits/<str:person_id>/", visiting.door, name="desk_door"),
    path("desk/people/<str:person_id>/attempt/", visiting.attempt, name="desk_attempt"),
    path("desk/guarantee/", guarantee.guarantee, name="desk_guarantee"),
    path("desk/guarantee/fix/", guarantee.fix, name="desk_guarantee_fix"),
    path("desk/guarantee/people/", guarantee.people, name="desk_guarantee_people"),
    path("desk/leavers/", leaving.leavers, name="desk_leavers"),
    path("desk/leavers/<int:leaver_id>/", leaving.leaver, name="desk_leaver"),
    path("desk/people/<str:person_id>/leaver/", leaving.tell, name="desk_leaver_tell"),
    path("desk/deaths/", deaths.deaths, name="desk_deaths"),
    path("desk/deaths/<str:person_id>/", deaths.say, name="desk_death_say"),
    path("desk/sample/", sampling.sample, name="desk_sample"),
    path("desk/sample/draw/", sampling.draw, name="desk_sample_draw"),
    path("desk/sample/<int:sampled_id>/", sampling.one, name="desk_sample_one"),
]
