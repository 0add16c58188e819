from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "towpath.jobs"
    label = "jobs"
