from django.apps import AppConfig


class ReturnsConfig(AppConfig):
    name = "towpath.returns"
    label = "returns"
