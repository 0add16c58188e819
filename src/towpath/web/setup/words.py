"""What the settings page calls each choice, and what may be chosen."""

from collections.abc import Mapping

from towpath.organisation.setting_keys import Value, in_words
from towpath.rules.retention import CATEGORIES

TITLES: Mapping[str, str] = {
    "ledger.conflict_days": "Days for which a contradiction waits for a person",
    "neet.not_known_breaks_run": "Whether not known ends a run of NEET",
    "residence.postcodes": "Postcodes of this council",
    "contact.neet_days": "Days between contacts with somebody NEET",
    "contact.not_known_days": "Days between tries to find somebody",
    "desk.lapsing_days": "Days before a status lapses",
    "desk.silent_months": "Months without a talk",
    "desk.retry_months": "Months to leave whoever refused",
    "attempts.most": "Most tries by one channel",
    "attempts.days": "Days in which tries are counted",
    "attempts.unanswered": "Tries until another way",
    "guarantee.carry_over_days": "Days that the September Guarantee carries over",
    "leaver_notice.follow_up_days": "Working days to follow up a notice that somebody left",
    "activity_survey.columns": "Columns of the activity survey’s file",
    "dip_sample.size": "Confirmations looked at each month",
    "directory.stale_days": "When an entry of the directory is stale",
    "messages.text_by": "How text messages leave",
    "messages.email_by": "How e-mails leave",
    "messages.notify_text_template": "Template of texts at GOV.UK Notify",
    "messages.notify_email_template": "Template of e-mails at GOV.UK Notify",
    "messages.opens_hour": "Hour from which messages go and people are rung",
    "messages.closes_hour": "Hour from which no message goes and nobody is rung",
    "messages.most_a_day": "Most messages in a day",
    "messages.most_attempts": "Attempts after which nobody is written to by a list",
    "messages.text_pence": "Pence for one part of a text message",
    "referrals.answer_days": "Working days to answer a referral",
    "referrals.reply_days": "Working days to wait for a referrer’s reply",
    "referrals.first_contact_days": "Working days from a referral to first contact",
    "imports.alarm_percent": "How much a list may change before it stops",
    "imports.link_days": "How long a provider's link to send a list works",
    "suppression.upper": "Counts that are hidden in a table that leaves",
    "return.element_spelling": "Spelling of the return’s elements",
    "return.gap": "What the return sends where nothing is current",
    "return.upload_working_days": "Working days until the return is due",
    "work.night_hour": "Hour from which nightly work is done",
    "risk.scheme": "Points that score pupils",
    "risk.list_band": "Lowest band on the list that a school reviews",
    "voice.look_days": "Working days to look at a suggestion",
    "voice.hear_days": "Working days until what was said is heard",
    "voice.tell_days": "Working days to tell young people the answer",
    "voice.acknowledge_days": "Working days to acknowledge a complaint",
    "voice.complaint_days": "Working days to answer a complaint",
    "safeguarding.front_door": "Whom to ring about somebody’s safety",
    **{f"retention.{kept.code}": f"Months to keep: {kept.words[:1].lower()}{kept.words[1:]}" for kept in CATEGORIES},
    "urgent.minutes": "Minutes that an urgent look stays open",
    "urgent.review_days": "Working days to review an urgent look",
    "own_pages.code_days": "Days for which a code to somebody’s own pages works",
    "own_pages.reach": "How young people reach the service",
    "answers.link_days": "Days for which a link to answer by works",
    "answers.address": "Web address that links we send start with",
}
YES_OR_NO = {"yes": "Yes", "no": "No"}
CHOICES: Mapping[str, str] = {
    "published": "As the published layout has them",
    "example": "As the published examples have them",
    "fill": "Not known (fill)",
    "leave": "Nothing new (leave)",
    "nobody": "They do not (nobody)",
    "outbox": "Kept on a page here, sent to nobody (outbox)",
    "notify": "By GOV.UK Notify (notify)",
    "smtp": "By the mail server of the installation (smtp)",
}


def value_words(value: Value) -> str:
    """Return what is chosen in words."""
    said = in_words(value)
    return {**YES_OR_NO, **CHOICES}.get(said, said) or "Nothing"
