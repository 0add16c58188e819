from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "towpath.people"
    label = "people"
