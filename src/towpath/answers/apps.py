from django.apps import AppConfig


class AnswersConfig(AppConfig):
    name = "towpath.answers"
    label = "answers"
