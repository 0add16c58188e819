from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "towpath.programmes"
    label = "programmes"
