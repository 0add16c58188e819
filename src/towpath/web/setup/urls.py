from django.urls import path

from towpath.web.setup import views, wards

urlpatterns = [
    path("set-up/", views.setup, name="setup"),
    path("set-up/settings/", views.settings, name="setup_settings"),
    # The key stands in the query, as it is nobody's row: every council has the same settings.
    path("set-up/settings/change/", views.change_setting, name="setup_setting"),
    path("set-up/wards/", wards.wards, name="setup_wards"),
    path("set-up/wards/withdraw/", wards.withdraw, name="setup_wards_withdraw"),
]
