from django.apps import AppConfig


class ContactConfig(AppConfig):
    name = "towpath.contact"
    label = "contact"
