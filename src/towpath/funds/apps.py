from django.apps import AppConfig


class FundsConfig(AppConfig):
    name = "towpath.funds"
    label = "funds"
