"""Our fields in plain words, as a person chooses among them, and the answers that a field of few words may have."""

from collections.abc import Mapping

from towpath.imports.reading import values as v
from towpath.imports.reading.layout import Column

WORDS: Mapping[str, str] = {
    "upn": "UPN (pupil number)",
    "former_upn": "Former UPN",
    "uln": "ULN (learner number)",
    "contact_number": "Their own number for the contact",
    "local_id": "Their own number for the person",
    "nccis_id": "NCCIS number",
    "previous_nccis_id": "Previous NCCIS number",
    "legal_family_name": "Family name",
    "legal_given_name": "First name",
    "full_name": "Whole name in one column",
    "middle_names": "Middle names",
    "preferred_given_name": "First name they go by",
    "preferred_family_name": "Family name they go by",
    "former_family_name": "Former family name",
    "birth_date": "Date of birth",
    "birth_month": "Month and year of birth",
    "year_group": "Year group",
    "sen_provision": "SEN provision",
    "send_flag": "Has an EHC plan",
    "sen_support_flag": "Has SEN support",
    "fsm_eligible": "Free school meals",
    "saon": "Flat",
    "paon": "House name or number",
    "address_line_1": "Address, or its first line",
    "establishment_number": "School’s DfE number",
    "estab": "School’s own number",
    "urn": "School’s URN",
    "ukprn": "School’s UKPRN",
    "provider_ukprn": "Provider’s UKPRN",
    "provider_number": "Provider’s DfE number",
    "provider_name": "Provider",
    "provider_type": "Kind of provider",
    "destination_provider_name": "Where they went: provider or employer",
    "destination_words": "Where they went, in words",
    "activity_code": "Activity code, or words for it",
    "activity_not_shared": "That nothing of what they do may be shared",
    "intended_destination_code": "Intended destination: code, or words for it",
    "intended_destination_words": "Intended destination, in words",
    "guarantee_status_code": "September Guarantee: code, or words for it",
    "guarantee_status_words": "September Guarantee, in words",
    "year_12_guarantee_status_code": "September Guarantee in Year 12: code, or words for it",
    "guarantee_la": "Council of the September Guarantee",
    "year_12_guarantee_la": "Council of the September Guarantee in Year 12",
    "source_la": "Council that sent the file",
    "lead_la": "Council that is responsible",
    "educated_la": "Council where educated",
    "year_11_la": "Council in Year 11",
    "transferred_to_la": "Council they moved to",
    "says": "What the row says: started, left, still here…",
    "source_kind": "Whose word it is",
    "words": "Words to keep with it",
    "mode": "Full time or part time",
    "learning_type": "Kind of learning",
    "in_care": "In care",
    "sharing_limited": "Sharing is limited (opted out)",
    "sharing_agreed": "Sharing is agreed",
    "parent_name": "Parent or carer’s name",
    "parent_phone": "Parent or carer’s phone",
    "parent_email": "Parent or carer’s e-mail",
    "email": "E-mail",
    "verified_date": "Day it was last confirmed",
    "recorded_date": "Day it was recorded",
    "stated_lapses_date": "Day it lapses, as stated",
    "period_end_date": "Day the list speaks of",
    "is_for_few": "For those who need to know only",
    "contact_date": "Day of the contact",
    "contact_channel": "How they were contacted",
    "contact_outcome": "What came of the contact",
    "neet_start_date": "Day NEET began",
}

CODED: Mapping[str, str] = {
    "activity_code": "activity_codes",
    "characteristics": "characteristics",
    "cohort_status": "cohort_statuses",
    "guarantee_status_code": "guarantee_statuses",
    "year_12_guarantee_status_code": "guarantee_statuses",
    "intended_destination_code": "intended_destinations",
}
"""Fields that hold a code of a published list."""

FEW: Mapping[str, tuple[tuple[str, str], ...]] = {
    "says": (
        ("started", "Started"),
        ("left", "Left"),
        ("here", "Still here"),
        ("applied", "Applied"),
        ("claiming", "Claims a benefit (proposed only)"),
        ("gone", "Not here any more"),
    ),
    "mode": (("full_time", "Full time"), ("part_time", "Part time")),
    "learning_type": (
        ("education", "16 to 19 education"),
        ("apprenticeship", "Apprenticeship"),
        ("traineeship", "Traineeship"),
        ("supported_internship", "Supported internship"),
        ("re_engagement", "Re-engagement"),
        ("higher_education", "Higher education"),
    ),
    "provider_type": (
        ("school_sixth_form", "School sixth form"),
        ("sixth_form_college", "Sixth-form college"),
        ("further_education", "Further education college"),
        ("special_post_16", "Special post-16 institution"),
        ("other_provider", "Training or other provider"),
    ),
    "source_kind": (
        ("provider_list", "School, college or training provider"),
        ("government_list", "Government department"),
        ("partner", "Partner agency or community group"),
        ("employer", "Employer"),
        ("social_worker", "Social worker or personal adviser"),
        ("youth_justice", "Youth justice service"),
        ("another_council", "Another council"),
    ),
    "contact_channel": (
        ("phone", "Phone"),
        ("text", "Text message"),
        ("email", "E-mail"),
        ("letter", "Letter"),
        ("in_person", "In person"),
        ("video", "Video call"),
        ("social", "Social media"),
        ("other", "Another way"),
    ),
    "contact_outcome": (
        ("spoke", "Spoke to the young person"),
        ("spoke_family", "Spoke to a parent or carer"),
        ("spoke_other", "Spoke to somebody else who knows them"),
        ("seen", "Seen in person"),
        ("seen_family", "Seen a parent or carer at home"),
        ("replied", "The young person wrote back"),
        ("sent", "Sent and not yet answered"),
        ("no_answer", "No answer"),
        ("left_message", "Left a message"),
        ("wrong_number", "Wrong number or address"),
        ("not_in", "Nobody in"),
        ("moved", "No longer lives there"),
        ("refused", "Does not wish to talk"),
        ("noted", "A note only"),
    ),
    "gender": (("F", "Female"), ("M", "Male"), ("U", "Not known"), ("W", "Withheld")),
    "sen_provision": (("N", "None"), ("E", "EHC plan"), ("K", "SEN support")),
    "level_of_need": (("1", "Intensive"), ("2", "Supported"), ("3", "Minimum")),
}
YES_NO = (("Y", "Yes"), ("N", "No"))
YES_OR_NO = (v.yes_no, v.opted_out, v.agreed)


def words_for(field: str) -> str:
    """Return a field in plain words."""
    return WORDS.get(field) or field.replace("_", " ").capitalize()


def answers_of(column: Column, published: Mapping[str, Mapping[str, str]]) -> tuple[tuple[str, str], ...]:
    """
    Return what a field may hold, each with its words, where it holds one of a few; nothing where it holds anything.

    :param published: the words of each code, by published list
    """
    if column.field in CODED:
        return tuple((code, f"{code} {words}") for code, words in published[CODED[column.field]].items())
    return YES_NO if column.read in YES_OR_NO else FEW.get(column.field, ())
