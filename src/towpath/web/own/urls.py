from django.urls import path

from towpath.web.own import codes, telling, views

urlpatterns = [
    path("my/", views.code, name="own_code"),
    path("my/left/", views.left, name="own_left"),
    path("my/home/", views.home, name="own_home"),
    path("my/plan/", views.plan, name="own_plan"),
    path("my/plan/steps/<int:step_id>/done/", telling.tick, name="own_tick"),
    path("my/tell-us/<str:about>/", telling.say, name="own_say"),
    path("my/dates/", views.dates, name="own_dates"),
    path("my/options/", views.options, name="own_options"),
    path("my/record/", views.record, name="own_record"),
    path("my/record/who-looked/", views.looks, name="own_looks"),
    path("my/choices/", telling.choices, name="own_choices"),
    path("my/choices/working-together/", telling.answer, name="own_answer"),
    path("my/choices/extra-help/", telling.object_, name="own_object"),
    path("my/leave/", views.leave, name="own_leave"),
    path("people/<str:person_id>/codes/", codes.codes, name="codes"),
    path("people/<str:person_id>/codes/<int:code_id>/cancel/", codes.cancel, name="codes_cancel"),
    path("codes/my-card/", codes.card, name="codes_card"),
]
