"""Why a pupil is taken off a school's list or added to it: a council's lists, as they come in `list_reasons.csv`."""

from collections.abc import Mapping

from towpath.organisation.lists import ChoiceList, shipped

TAKEN_OFF, ADDED, OTHER = "taken_off", "added", "other"

_SHIPPED = shipped("towpath.risk", "list_reasons.csv")

REASONS: Mapping[str, ChoiceList] = {
    TAKEN_OFF: ChoiceList("list_taken_off", "Why a pupil is taken off a school’s list", _SHIPPED["list_taken_off"]),
    ADDED: ChoiceList("list_added", "Why a pupil is added to a school’s list", _SHIPPED["list_added"]),
}
"""The list of reasons for each thing that may be said of a pupil and needs one."""

LISTS = tuple(REASONS.values())
