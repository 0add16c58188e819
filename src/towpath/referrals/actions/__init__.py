"""What can be done about a referral, a panel and a drop-in."""

from towpath.referrals.actions.answering import (
    accept_referral,
    ask_referrer,
    decline_referral,
    record_reply,
    withdraw_referral,
)
from towpath.referrals.actions.drop_ins import end_drop_in, list_drop_in
from towpath.referrals.actions.panels import (
    add_to_agenda,
    call_panel,
    close_panel,
    give_action,
    record_decision,
)
from towpath.referrals.actions.passing_on import hand_over_file, redirect_referral
from towpath.referrals.actions.receiving import NewReferral, receive_referral
from towpath.referrals.actions.steps import ReferralChangedError, ReferralRefusedError
from towpath.referrals.actions.telling import make_status_link, open_status, record_told

__all__ = [
    "NewReferral",
    "ReferralChangedError",
    "ReferralRefusedError",
    "accept_referral",
    "add_to_agenda",
    "ask_referrer",
    "call_panel",
    "close_panel",
    "decline_referral",
    "end_drop_in",
    "give_action",
    "hand_over_file",
    "list_drop_in",
    "make_status_link",
    "open_status",
    "receive_referral",
    "record_decision",
    "record_reply",
    "record_told",
    "redirect_referral",
    "withdraw_referral",
]
