from django.apps import AppConfig


class RiskConfig(AppConfig):
    name = "towpath.risk"
    label = "risk"
