from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "towpath.privacy"
    label = "privacy"
