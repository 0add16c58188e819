from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "towpath.organisation"
    label = "organisation"
