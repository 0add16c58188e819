from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "towpath.tasks"
    label = "tasks"
