"""
Which activity code a start with a provider is, where the list does not say.

The table answers only where mode, kind of learning and kind of provider decide it; every other row is held.
Source: standards key "ccis.activity_codes": 210 to 280 by place of full-time education, 250 part-time, then 310, 450,
460 and 530 by kind of learning.
"""

from collections.abc import Mapping

from towpath.imports.reading.layout import Answer, Arrival, Derived

FULL_TIME_HOURS = 540
"""Planned hours in a year from which learning counts as full time."""

BY_LEARNING = {"apprenticeship": "310", "traineeship": "450", "supported_internship": "460", "re_engagement": "530"}
FULL_TIME_AT = {
    "school_sixth_form": "210",
    "sixth_form_college": "220",
    "further_education": "230",
    "other_provider": "270",
    "special_post_16": "280",
}

MODE_MISSING = Answer(
    None,
    "doubtful",
    "activity.mode_missing",
    "We cannot tell whether this is full time, so we cannot choose the activity code. Give the mode or the planned "
    "hours.",
)
PROVIDER_MISSING = Answer(
    None,
    "doubtful",
    "activity.provider_missing",
    "This is full-time education, but we do not know the kind of provider. Set it on the sender, or choose the "
    "activity code.",
)


def activity_from_learning(values: Mapping[str, object], arrival: Arrival) -> Derived:
    """Derive the activity code of a start, say how, or hold the row."""
    if "activity_code" in values:
        return Derived()
    learning = values.get("learning_type")
    if isinstance(learning, str) and learning in BY_LEARNING:
        return _coded(BY_LEARNING[learning], f"the kind of learning ({learning.replace('_', ' ')})")
    hours = values.get("planned_hours")
    mode = values.get("mode") or (
        None if not isinstance(hours, int) else "full_time" if hours >= FULL_TIME_HOURS else "part_time"
    )
    if mode is None:
        return Derived(troubles=(("mode", MODE_MISSING),))
    if mode == "part_time":
        return _coded("250", "part-time education")
    if learning == "higher_education":
        return _coded("240", "full-time higher education")
    place = values.get("provider_type") or arrival.provider_type
    if place not in FULL_TIME_AT:
        return Derived(troubles=(("provider_type", PROVIDER_MISSING),))
    return _coded(
        FULL_TIME_AT[str(place)], f"full-time education and the kind of provider ({str(place).replace('_', ' ')})"
    )


def _coded(code: str, because: str) -> Derived:
    return Derived(
        {"activity_code": code},
        (
            (
                "activity_code",
                Answer(None, "noted", "activity.derived", f"No code was given. We chose {code} from {because}."),
            ),
        ),
    )
