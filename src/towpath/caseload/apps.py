from django.apps import AppConfig


class CaseloadConfig(AppConfig):
    name = "towpath.caseload"
    label = "caseload"
