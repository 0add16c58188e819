"""A provider's Individualised Learner Record (XML), of any year: each learner as one starter or leaver."""

from collections.abc import Mapping
from dataclasses import replace

from towpath.imports.formats import columns as c
from towpath.imports.formats.college_starters.activity import activity_from_learning
from towpath.imports.formats.college_starters.words import LEARNING_TYPES
from towpath.imports.formats.ilr.gathering import gather
from towpath.imports.formats.people_list.said import END_MISSING
from towpath.imports.formats.people_list.words import SAYS
from towpath.imports.reading import values as v
from towpath.imports.reading.layout import Answer, Arrival, Cell, Column, Derived, Format
from towpath.imports.reading.row_rules import BOTH_NAMES, dates_in_order

OF_ANOTHER_AGE = Answer(
    None,
    "unusable",
    "birth_date.not_ours",
    "This learner is outside the ages we keep, as most learners of a college are. Nothing of the row is used.",
)
ON_BREAK = Answer(
    None,
    "doubtful",
    "learner_record.break",
    "The learner is on an agreed break and is to come back. Ask what they do meanwhile, and decide whether they left.",
)
NO_START = Answer(
    None,
    "doubtful",
    "learner_record.no_learning",
    "No delivery of this learner says when it started, so we cannot tell what they do.",
)
_born = v.birth_date()


def _birth_date(cell: Cell, arrival: Arrival) -> Answer:
    """Read a birth date; a record names all learners, and who is of another age is not a question for anybody."""
    answer = _born(cell, arrival)
    return OF_ANOTHER_AGE if answer.code == "birth_date.age" else answer


def what_the_learner_does(values: Mapping[str, object], arrival: Arrival) -> Derived:
    """Derive the activity of somebody who started, and hold who is on a break or of whom nobody says when they left."""
    says = values.get("says")
    if says == "started":
        return activity_from_learning(values, arrival)
    if says != "left":
        return Derived(troubles=(("says", NO_START),))
    troubles = [("end_date", END_MISSING)] if "end_date" not in values else []
    if values.get("is_on_break"):
        troubles.append(("end_date", ON_BREAK))
    return Derived(troubles=tuple(troubles))


FORMAT = Format(
    name="ilr",
    title="Individualised Learner Record (ILR XML)",
    kind="mixed",
    names_who_is_there=True,
    medium="xml",
    records=("Learner",),
    carried=("LearningProvider",),
    nested=("LearningDelivery",),
    gather=gather,
    closed=("LearningDelivery", "LearnerEmploymentStatus", "LearnerFAM", "LearnerHE", "LLDDandHealthProblem"),
    columns=(
        replace(c.local_id, synonyms=("LearnRefNumber",)),
        c.uln,
        c.compulsory(replace(c.family_name, synonyms=("FamilyName",))),
        c.compulsory(replace(c.given_name, synonyms=("GivenNames",))),
        c.compulsory(replace(c.birth_date, synonyms=("DateOfBirth",), read=_birth_date)),
        replace(c.gender, synonyms=("Sex",)),
        *(replace(each, synonyms=(f"AddLine{number}",)) for number, each in enumerate(c.address[:4], start=1)),
        c.postcode,
        replace(c.phone, synonyms=("TelNo",)),
        replace(c.email, synonyms=("Email",)),
        Column("provider_ukprn", ("LearningProvider/UKPRN",), v.ukprn),
        Column("says", ("Learning/Says",), v.translated(SAYS)),
        Column("learning_type", ("Learning/Kind",), v.translated(LEARNING_TYPES), when_wrong="hold"),
        Column("start_date", ("Learning/Start",), v.day),
        Column("expected_end_date", ("Learning/PlannedEnd",), v.day),
        Column("end_date", ("Learning/End",), v.day),
        Column("planned_hours", ("Learning/Hours",), v.whole_number),
        Column("course_title", ("Learning/Aim",), v.text),
        Column("is_on_break", ("Learning/OnBreak",), v.yes_no),
    ),
    keys=c.KEYS[1:],
    ignored=(
        "PrevLearnRefNumber", "PrevUKPRN", "PMUKPRN", "CampId", "Ethnicity", "LLDDHealthProb", "NINumber",
        "PriorAttain", "PriorLevel", "DateLevelApp", "Accom", "ALSCost", "PlanLearnHours", "PlanEEPHours", "MathGrade",
        "EngGrade", "PostcodePrior", "LearnerEmploymentStatus", "LearnerFAM", "LearnerHE", "LLDDandHealthProblem",
        "ContactPreference", "LearningDelivery", "ProviderSpecLearnerMonitoring", "OTJHours",
    ),
    rules=(*BOTH_NAMES, what_the_learner_does, dates_in_order),
    date_style="Year first (2025-12-31), as the record requires.",
    notes=(
        "The programme aim speaks for an apprenticeship, the core aim for 16 to 19 education. Health, benefits, "
        "employment and National Insurance are dropped and never kept."
    ),
)  # fmt: skip
