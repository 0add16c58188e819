from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    name = "towpath.referrals"
    label = "referrals"
