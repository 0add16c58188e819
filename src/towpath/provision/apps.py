from django.apps import AppConfig


class ProvisionConfig(AppConfig):
    name = "towpath.provision"
    label = "provision"
