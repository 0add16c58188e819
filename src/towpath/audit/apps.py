from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "towpath.audit"
    label = "audit"
