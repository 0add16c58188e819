from django.urls import path

from towpath.web.rates import views

urlpatterns = [
    path("rates/", views.rates, name="rates"),
    path("rates/chart.svg", views.chart, name="rates_chart"),
    path("rates/released.csv", views.released, name="rates_released"),
    path("rates/benchmark/", views.benchmark, name="rates_benchmark"),
    path("rates/benchmark/years/", views.years, name="rates_years"),
    path("rates/benchmark/years/chart.svg", views.years_chart, name="rates_years_chart"),
    path("rates/benchmark/chart.svg", views.benchmark_chart, name="rates_benchmark_chart"),
]
