from django.apps import AppConfig


class VoiceConfig(AppConfig):
    name = "towpath.voice"
    label = "voice"
