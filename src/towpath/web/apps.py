from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "towpath.web"
    label = "web"
    verbose_name = "Pages"
