from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "towpath.files"
    label = "files"
