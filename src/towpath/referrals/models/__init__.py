"""Referrals with their steps and messages, panels, and the places where an adviser sits."""

from towpath.referrals.models.dropin import DropIn
from towpath.referrals.models.panel import Panel, PanelItem
from towpath.referrals.models.referral import Referral, ReferralMessage, ReferralStep

__all__ = ["DropIn", "Panel", "PanelItem", "Referral", "ReferralMessage", "ReferralStep"]
