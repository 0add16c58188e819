"""What a person can do with the Charter."""

from towpath.charter.actions.brokerage import (
    EMPLOYER_LINK,
    EMPLOYER_LINK_LASTS,
    LONGEST_WORDS,
    answer_by_link,
    link_again,
    open_link,
    post_opportunity,
    put_forward,
    record_answer,
    record_consent,
    withdraw_consent,
)
from towpath.charter.actions.placing import (
    StartRefusedError,
    end_placement,
    make_permanent,
    plan_placement,
    record_check,
    record_stay,
    start_placement,
    stop_words,
    stops_of,
    withdraw_check,
)
from towpath.charter.actions.register import end_signing, keep_term, make_pledge, sign_charter, use_pledge
from towpath.charter.actions.seekers import end_registration, register_seeker
from towpath.charter.refusals import CharterChangedError, CharterRefusedError

__all__ = [
    "EMPLOYER_LINK",
    "EMPLOYER_LINK_LASTS",
    "LONGEST_WORDS",
    "CharterChangedError",
    "CharterRefusedError",
    "StartRefusedError",
    "answer_by_link",
    "end_placement",
    "end_registration",
    "end_signing",
    "keep_term",
    "link_again",
    "make_permanent",
    "make_pledge",
    "open_link",
    "plan_placement",
    "post_opportunity",
    "put_forward",
    "record_answer",
    "record_check",
    "record_consent",
    "record_stay",
    "register_seeker",
    "sign_charter",
    "start_placement",
    "stop_words",
    "stops_of",
    "use_pledge",
    "withdraw_check",
    "withdraw_consent",
]
