"""What each number of an impact report means: its definition, where it comes from, who is in it and who is left out."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from towpath.rules.impact import Kind


class Unit(StrEnum):
    """How a figure is written."""

    COUNT = "count"
    MEAN = "mean"
    PERCENT = "percent"
    POUNDS = "pounds"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImpactMeasure:
    """
    One number. `name` is its name among the counts; `kind` are the rows that it opens to, None where it has none.

    `leave` is the permission without which its rows stay shut, whatever else somebody may see.
    """

    name: str
    label: str
    definition: str
    source: str
    included: str
    left_out: str
    unit: Unit = Unit.COUNT
    kind: Kind | None = None
    leave: str = ""


_CARE = "people.view_care"
_CHARTER = "charter.view"
_PROGRAMMES = "programmes.work"
_FUND = "funds.view"
_CONTACTS = "Care facts on records, and the contact log."
_SIGNED = "Registrations and placements of the Charter."
_REGISTERS = "Programmes, their registers and what people went on to."

MEASURES: tuple[ImpactMeasure, ...] = (
    ImpactMeasure(
        name="supported",
        label="Looked-after and care-experienced young people supported",
        definition="Different people with a care fact in force on any day of the period, and an intervention in it.",
        source=_CONTACTS,
        included="Everybody looked after, eligible, relevant, former relevant, qualifying or looked after before.",
        left_out="Whoever was tried and not reached, or whose family alone was reached.",
        kind=Kind.SUPPORTED,
        leave=_CARE,
    ),
    ImpactMeasure(
        name="interventions",
        label="Interventions with them",
        definition="Conversations and visits in the period in which the young person was reached.",
        source=_CONTACTS,
        included="Every such contact of the people supported, also before they came into care or after they left.",
        left_out="Attempts, messages, notes, contacts with family alone, and what was struck out.",
        kind=Kind.INTERVENTION,
        leave=_CARE,
    ),
    ImpactMeasure(
        name="per_person",
        label="Interventions for each person",
        definition="Interventions divided by the people supported.",
        source=_CONTACTS,
        included="The two numbers above.",
        left_out="Nobody else.",
        unit=Unit.MEAN,
    ),
    ImpactMeasure(
        name="registered",
        label="Young people registered with the Charter",
        definition="Different people whose registration is dated in the period.",
        source=_SIGNED,
        included="Also those whose registration has ended since.",
        left_out="Whoever registered before the period.",
        kind=Kind.REGISTERED,
        leave=_CHARTER,
    ),
    ImpactMeasure(
        name="placements",
        label="Paid placements started",
        definition="Placements that are paid and started in the period.",
        source=_SIGNED,
        included="Each placement, so two of one person are two.",
        left_out="Unpaid placements, and those planned that did not start.",
        kind=Kind.PLACEMENT,
        leave=_CHARTER,
    ),
    ImpactMeasure(
        name="permanent",
        label="Permanent jobs begun",
        definition="Placements that became a job without an end on a day of the period.",
        source=_SIGNED,
        included="Also placements that started before the period.",
        left_out="Placements that go on without having become permanent.",
        kind=Kind.PERMANENT,
        leave=_CHARTER,
    ),
    ImpactMeasure(
        name="joined",
        label="Young people who joined the pre-employment programme",
        definition="Different young people who joined a run with a paid placement on a day of the period.",
        source=_REGISTERS,
        included="Also those who left early.",
        left_out="Members of their families, and whoever was enrolled by mistake.",
        kind=Kind.JOINED,
        leave=_PROGRAMMES,
    ),
    ImpactMeasure(
        name="completed",
        label="Completed",
        definition="Of those who joined, who completed the stage that counts as completing, by the last day.",
        source=_REGISTERS,
        included="Whoever completed by then.",
        left_out="Whoever completed after the last day.",
        kind=Kind.COMPLETED,
        leave=_PROGRAMMES,
    ),
    ImpactMeasure(
        name="progressed",
        label="Progressed into what the programme leads to",
        definition="Of those who joined, who went on to what the programme leads to, by the last day.",
        source=_REGISTERS,
        included="Each person once.",
        left_out="Whoever went on to something else, told apart below.",
        kind=Kind.PROGRESSED,
        leave=_PROGRAMMES,
    ),
    ImpactMeasure(
        name="completion",
        label="Completed, of those who joined",
        definition="Completed divided by joined.",
        source=_REGISTERS,
        included="The two numbers above.",
        left_out="Nobody else.",
        unit=Unit.PERCENT,
    ),
    ImpactMeasure(
        name="progression_of_completed",
        label="Progressed, of those who completed",
        definition="Those who both completed and progressed, divided by completed.",
        source=_REGISTERS,
        included="Those who completed.",
        left_out="Whoever progressed without completing.",
        unit=Unit.PERCENT,
    ),
    ImpactMeasure(
        name="progression",
        label="Progressed, of those who joined",
        definition="Progressed divided by joined.",
        source=_REGISTERS,
        included="The two numbers above.",
        left_out="Nobody else.",
        unit=Unit.PERCENT,
    ),
    ImpactMeasure(
        name="apart",
        label="Went on to something else, told apart",
        definition="Of those who joined, who went on to something other than what the programme leads to.",
        source=_REGISTERS,
        included="Each person once.",
        left_out="It is in none of the numbers above.",
        kind=Kind.APART,
        leave=_PROGRAMMES,
    ),
    ImpactMeasure(
        name="numeracy",
        label="Young people on the numeracy course",
        definition="Young people whose first session attended on a course that Multiply pays for lies in the period.",
        source=_REGISTERS,
        included="Present or late at one session at least.",
        left_out="Whoever enrolled and never came, and family.",
        kind=Kind.NUMERACY,
        leave=_PROGRAMMES,
    ),
    ImpactMeasure(
        name="numeracy_family",
        label="Adults and family beside them",
        definition="Adults and members of a young person’s family whose first session attended lies in the period.",
        source=_REGISTERS,
        included="Present or late at one session at least.",
        left_out="They are in no count of young people.",
        kind=Kind.NUMERACY_FAMILY,
        leave=_PROGRAMMES,
    ),
    ImpactMeasure(
        name="participations",
        label="Participations",
        definition="Supported, registered, on the numeracy course and joined, added up. It is no count of people.",
        source="The four counts above.",
        included="Whoever took part in two ways is in it twice.",
        left_out="Family.",
    ),
    ImpactMeasure(
        name="people",
        label="Different people",
        definition="How many people took part in one of the four ways at least, each counted once.",
        source="The four counts above.",
        included="Two records of one person that were merged are one person.",
        left_out="Family.",
    ),
    ImpactMeasure(
        name="funded",
        label="Young people helped from the fund",
        definition="Different people for whom something was paid in the period.",
        source="The support fund’s ledger.",
        included="Payments dated in the period.",
        left_out="What was asked, refused or only promised, and what was taken back.",
        kind=Kind.FUNDED,
        leave=_FUND,
    ),
    ImpactMeasure(
        name="payments",
        label="Payments",
        definition="Requests paid in the period.",
        source="The support fund’s ledger.",
        included="Each request once.",
        left_out="What was taken back.",
    ),
    ImpactMeasure(
        name="pounds",
        label="Paid",
        definition="What these payments came to.",
        source="The support fund’s ledger.",
        included="What was paid, not what was promised.",
        left_out="What was taken back.",
        unit=Unit.POUNDS,
    ),
)
MEASURE_OF: Mapping[str, ImpactMeasure] = {each.name: each for each in MEASURES}


@dataclass(frozen=True, slots=True, kw_only=True)
class ImpactSection:
    """One section of numbers: its code, its title, what to say first, and the names of its measures."""

    code: str
    title: str
    words: str
    measures: tuple[str, ...]


HEADLINE = (
    "people",
    "participations",
    "supported",
    "interventions",
    "registered",
    "placements",
    "permanent",
    "numeracy",
    "joined",
)
SECTIONS: tuple[ImpactSection, ...] = (
    ImpactSection(
        code="supported",
        title="Who was supported",
        words="Attempts are not counted as contact.",
        measures=("supported", "interventions", "per_person"),
    ),
    ImpactSection(
        code="charter",
        title="The Caring Business Charter",
        words="A registration is a person; placements and jobs are counted as they are.",
        measures=("registered", "placements", "permanent"),
    ),
    ImpactSection(
        code="programme",
        title="Pre-employment programme",
        words="A classroom, a paid placement, and a guaranteed interview.",
        measures=(
            "joined",
            "completed",
            "progressed",
            "apart",
            "completion",
            "progression_of_completed",
            "progression",
        ),
    ),
    ImpactSection(
        code="numeracy",
        title="Multiply: numeracy",
        words="Family learn beside young people and are counted apart.",
        measures=("numeracy", "numeracy_family"),
    ),
    ImpactSection(
        code="people",
        title="People and participations",
        words="The four counts are added up once, and the people behind them counted once.",
        measures=("participations", "people"),
    ),
    ImpactSection(
        code="fund",
        title="The support fund",
        words="Travel, clothing and other help that a partner pays for.",
        measures=("funded", "payments", "pounds"),
    ),
)
