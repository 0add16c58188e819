from django.urls import path

from towpath.web.rates import neet, plans, views

urlpatterns = [
    path("rates/", views.rates, name="rates"),
    path("rates/chart.svg", views.chart, name="rates_chart"),
    path("rates/released.csv", views.released, name="rates_released"),
    path("rates/neet/", neet.neet, name="rates_neet"),
    path("rates/neet/people/", neet.people, name="rates_neet_people"),
    path("rates/plans/", plans.plans, name="rates_plans"),
    path("rates/plans/begin/", plans.begin, name="rates_plan_begin"),
    path("rates/plans/<int:plan_id>/", plans.plan, name="rates_plan"),
    path("rates/plans/<int:plan_id>/chart.svg", plans.chart, name="rates_plan_chart"),
    path("rates/plans/<int:plan_id>/sheet.pdf", plans.sheet, name="rates_plan_sheet"),
    path("rates/plans/<int:plan_id>/add/", plans.add, name="rates_plan_add"),
    path("rates/plans/actions/<int:plan_action_id>/", plans.action, name="rates_plan_action"),
    path("rates/plans/actions/<int:plan_action_id>/note/", plans.note, name="rates_plan_note"),
    path("rates/benchmark/", views.benchmark, name="rates_benchmark"),
    path("rates/benchmark/years/", views.years, name="rates_years"),
    path("rates/benchmark/years/chart.svg", views.years_chart, name="rates_years_chart"),
    path("rates/benchmark/chart.svg", views.benchmark_chart, name="rates_benchmark_chart"),
]
