"""What can be done to what we hold of people."""

from towpath.people.actions.book import ChangedMeanwhileError
from towpath.people.actions.circumstances import (
    link_family,
    record_care_fact,
    record_characteristic,
    record_relative,
    record_sharing_limit,
    set_return_fact,
)
from towpath.people.actions.corrections import correct_birth_date, what_moves
from towpath.people.actions.identity import record_name, record_number
from towpath.people.actions.knocking import lift_returned_post, mark_returned_post, record_visit_caution
from towpath.people.actions.merging import MergeRefusedError, merge_people, unmerge_people
from towpath.people.actions.putting_right import end_fact, withdraw_fact
from towpath.people.actions.recording import record_people, record_person
from towpath.people.actions.stopping import say_death_in_return, stop_contact
from towpath.people.actions.undo import Undone, withdraw_source
from towpath.people.actions.whereabouts import add_contact_route, record_address

__all__ = [
    "ChangedMeanwhileError",
    "MergeRefusedError",
    "Undone",
    "add_contact_route",
    "correct_birth_date",
    "end_fact",
    "lift_returned_post",
    "link_family",
    "mark_returned_post",
    "merge_people",
    "record_address",
    "record_care_fact",
    "record_characteristic",
    "record_name",
    "record_number",
    "record_people",
    "record_person",
    "record_relative",
    "record_sharing_limit",
    "record_visit_caution",
    "say_death_in_return",
    "set_return_fact",
    "stop_contact",
    "unmerge_people",
    "what_moves",
    "withdraw_fact",
    "withdraw_source",
]
