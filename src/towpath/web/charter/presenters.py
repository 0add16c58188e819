"""The Charter in words and tables."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import QueryDict
from django.urls import reverse

from towpath.access import Viewer
from towpath.people.queries import PersonRecord
from towpath.rules.brokerage import Suits
from towpath.rules.disclosure import Figure
from towpath.rules.placements import SUSTAINED_WEEKS, Lasted
from towpath.web.parts import Cell, Column, Fact, Link, Table, Tag
from towpath.web.words import date_in_words, short_date

SOON = timedelta(days=28)
_TONES = {Suits.YES: "blue", Suits.ASK: "yellow", Suits.NO: "grey"}
_SUITS = {Suits.YES: "Suits", Suits.ASK: "Ask first", Suits.NO: "Does not suit"}
_OUTCOMES = {"": "Waiting", "offered": "Offered", "not_offered": "No offer", "stopped": "Stopped"}
_ENDED = {"asked": "They asked to leave", "closed": "They closed", "lapsed": "They did not sign again"}
_LASTED = {Lasted.YES: "Yes", Lasted.NO: "No", Lasted.NOT_YET: "Not yet due", Lasted.UNKNOWN: "Not known: ask"}


def sectors_table(counts: Mapping[str, int], terms: Any) -> Table:
    rows: list[Sequence[Cell]] = [(terms.words("sector", code), many) for code, many in counts.items()]
    columns = (Column("Sector", heading=True), Column("Organisations", numeric=True))
    return Table("Organisations by sector", columns, [*rows, ("All", sum(counts.values()))])


def signings_table(signings: Iterable[Any], pledges: Iterable[Any], terms: Any) -> Table:
    made: dict[int, int] = defaultdict(int)
    used: dict[int, int] = defaultdict(int)
    for each in pledges:
        made[each.pledge.signing_id] += each.made
        used[each.pledge.signing_id] += each.used
    rows = [
        (
            Link(row.establishment.name, reverse("charter_organisation", args=[row.establishment_id])),
            terms.words("sector", row.sector),
            f"{used[row.pk]:,} of {made[row.pk]:,}",
        )
        for row in signings
    ]
    # Three short columns fit a phone as they are: a card for each of 65 organisations would be a very long way down.
    columns = (Column("Organisation", heading=True), Column("Sector"), Column("Used of pledged", numeric=True))
    return Table("Who stands by the Charter", columns, rows, caption_hidden=True)


def sector_links(counts: Mapping[str, int], terms: Any, chosen: str, asked: QueryDict) -> list[tuple[str, str, bool]]:
    """Return each sector with how many stand by the Charter, the address that shows it alone, and if it is shown."""
    links = []
    shown = [("", "All", sum(counts.values()))]
    shown += [(code, terms.words("sector", code), many) for code, many in counts.items()]
    for code, words, many in shown:
        query = asked.copy()
        query.pop("page", None)
        query["sector"] = code
        links.append((f"{words} ({many:,})", f"?{query.urlencode()}", code == chosen))
    return links


def running_table(rows: Iterable[Any], records: Mapping[int, PersonRecord]) -> Table:
    """Return who is placed at one employer, each with the way to where somebody decides about it."""
    columns = (
        Column("Young person", heading=True),
        Column("Placement"),
        Column("Starts", whole=True),
        Column("State"),
    )
    drawn = [
        (
            Link(records[row.person_id].shown_name, reverse("charter_placement", args=[row.pk])),
            row.title,
            short_date(row.started_date or row.planned_date),
            placement_tag(row),
        )
        for row in rows
        if row.person_id in records
    ]
    return Table("Placed there", columns, drawn, cards=True)


def organisation_facts(signings: Sequence[Any], terms: Any) -> list[Fact]:
    if not signings:
        return [Fact("Charter", "Has not signed")]
    row = signings[0]
    facts = [Fact("Signed", date_in_words(row.signed_date)), Fact("Sector", terms.words("sector", row.sector))]
    if row.ended_date:
        facts.append(Fact("Left", f"{date_in_words(row.ended_date)}: {_ENDED[row.ended_how]}. {row.ended_because}"))
    elif row.renew_date:
        facts.append(Fact("Ask again by", date_in_words(row.renew_date)))
    return facts


def pledges_table(pledges: Iterable[Any], terms: Any, viewer: Viewer) -> Table:
    rows = []
    for each in pledges:
        words = terms.words("pledge", each.pledge.kind)
        href = reverse("charter_use", args=[each.pledge.pk])
        until = f" to {short_date(each.pledge.to_date)}" if each.pledge.to_date else ""
        rows.append(
            (
                words,
                f"{short_date(each.pledge.from_date)}{until}",
                each.made,
                each.used,
                Link("Record a use", href, f"of {words}"),
            )
        )
    columns = (
        Column("Pledge", heading=True),
        Column("When"),
        Column("Made", numeric=True),
        Column("Used", numeric=True),
        Column("Do"),
    )
    return Table("What they pledged", columns, rows, cards=True)


def checks_table(checks: Iterable[Any], terms: Any, on: date) -> Table:
    rows = [
        (
            terms.words("check", row.kind),
            short_date(row.checked_date),
            short_date(row.expires_date) if row.expires_date else "No last day",
            _check_tag(row.expires_date, on),
            "This placement" if row.placement_id else "All placements here",
        )
        for row in checks
    ]
    columns = (
        Column("Check", heading=True),
        Column("Seen", whole=True),
        Column("Last day", whole=True),
        Column("State"),
        Column("Holds for"),
    )
    return Table("Checks", columns, rows, cards=True)


def _check_tag(expires_date: date | None, on: date) -> Tag:
    if expires_date is None or expires_date > on + SOON:
        return Tag("In force", "blue")
    if expires_date < on:
        return Tag("Expired", "red")
    return Tag("Runs out soon", "yellow")


def openings_table(openings: Iterable[Any], terms: Any, *, of_one: bool = False) -> Table:
    rows = [
        (
            Link(row.title, reverse("charter_opening", args=[row.pk])),
            row.establishment.name,
            terms.words("sector", row.sector),
            row.places,
            row.offered,
            short_date(row.closes_date) if row.closes_date else "No last day",
        )
        for row in openings
    ]
    columns = (
        Column("Job", heading=True),
        Column("Employer"),
        Column("Sector"),
        Column("Places", numeric=True),
        Column("Offered", numeric=True),
        Column("Last day to apply", whole=True),
    )
    return Table("Their openings" if of_one else "Openings", columns, rows, cards=True)


def opening_facts(row: Any, terms: Any) -> list[Fact]:
    facts = [
        Fact("Employer", Link(row.establishment.name, reverse("charter_organisation", args=[row.establishment_id]))),
        Fact("Sector", terms.words("sector", row.sector)),
        Fact("Places", f"{row.places}, {row.offered} offered"),
        Fact("Hours a week", row.hours),
        Fact("Starts", date_in_words(row.starts_date)),
        Fact("They ask for", row.criteria),
    ]
    if row.closed_date:
        facts.append(Fact("Closed", f"{date_in_words(row.closed_date)}: nobody is put forward any more"))
    if row.gives_interview:
        facts.append(Fact("Interview", "For everybody who meets this"))
    if row.is_held:
        facts.append(
            Fact("For", "Care-experienced young people alone. Never tell the employer who is: ask each first.")
        )
    return facts


@dataclass(frozen=True, slots=True)
class Suggested:
    """One match as a card: whom or what, how it suits and why, and what may be done next."""

    heading: str
    tag: Tag
    reasons: tuple[str, ...]
    said: str
    action: Link | None
    take_back: int | None


def suggestion_cards(each: Any, heading: str, public_id: str) -> Suggested:
    consent, about = each.consent, f": {heading}"
    action: Link | None = None
    said = ""
    if consent is None:
        if each.match.suits is not Suits.NO:
            href = reverse("charter_ask", args=[public_id, each.opportunity.pk])
            action = Link("Ask them about it", href, about)
    elif not consent.says_yes:
        said = f"They said no on {date_in_words(consent.said_date)}."
    else:
        said = f"They said yes on {date_in_words(consent.said_date)}."
        action = Link("Put them forward", reverse("charter_forward", args=[consent.pk]), about)
    return Suggested(
        heading,
        Tag(_SUITS[each.match.suits], _TONES[each.match.suits]),  # type: ignore[arg-type]
        tuple(reason.words for reason in each.match.reasons),
        said,
        action,
        consent.pk if consent else None,
    )


def wishes_facts(row: Any, terms: Any) -> list[Fact]:
    if row is None:
        return []
    agrees = {True: "Yes", False: "No"}.get(row.agrees_to_held, "Not asked yet")
    return [
        Fact("Work they would like", ", ".join(terms.words("sector", code) for code in row.sectors)),
        Fact("Most hours a week", row.hours_most),
        Fact("Free from", date_in_words(row.available_date)),
        Fact("Jobs for care-experienced young people", agrees),
        Fact("In their words", row.words),
    ]


def submissions_table(rows: Iterable[Any]) -> Table:
    columns = (
        Column("Job", heading=True),
        Column("Employer"),
        Column("Sent", whole=True),
        Column("Interview"),
        Column("Outcome"),
    )
    drawn = [
        (
            Link(row.opportunity.title, reverse("charter_submission", args=[row.pk])),
            row.opportunity.establishment.name,
            short_date(row.sent_date),
            interview_words(row),
            _OUTCOMES[row.outcome],
        )
        for row in rows
    ]
    return Table("Where they were put forward", columns, drawn, cards=True)


def interview_words(row: Any) -> str:
    if row.interview_held:
        return f"Held on {short_date(row.interview_date)}"
    if row.interview_held is False:
        return "Did not happen"
    return "Promised" if row.interview_promised else "Not known"


def submission_facts(row: Any, terms: Any) -> list[Fact]:
    facts = [
        Fact("Sent", date_in_words(row.sent_date)),
        Fact("Interview", interview_words(row)),
        Fact("Feedback", row.feedback or "Still to come"),
        Fact("Outcome", _OUTCOMES[row.outcome]),
    ]
    if row.reason:
        facts.append(Fact("Why", terms.words("reason", row.reason)))
    if row.answered_by == "employer":
        facts.append(Fact("Last answer from", "The employer, by link"))
    return facts


def awaited_table(rows: Iterable[Any], records: Mapping[int, PersonRecord], on: date) -> Table:
    columns = (
        Column("Young person", heading=True),
        Column("Employer"),
        Column("Waiting for"),
        Column("Sent", whole=True),
        Column("Days", numeric=True),
    )
    drawn = [
        (
            Link(records[row.person_id].shown_name, reverse("charter_submission", args=[row.pk])),
            row.opportunity.establishment.name,
            waiting_words(row),
            short_date(row.sent_date),
            (on - row.sent_date).days,
        )
        for row in rows
        if row.person_id in records
    ]
    return Table("Answers still to come", columns, drawn, cards=True)


def waiting_words(row: Any) -> str:
    """Return what an employer is still to answer."""
    if row.interview_promised and row.interview_held is None:
        return "The interview they promised"
    if row.interview_held and not row.feedback:
        return "Feedback"
    return "Whether there is an offer"


def placements_table(rows: Iterable[Any]) -> Table:
    columns = (Column("Placement", heading=True), Column("Employer"), Column("Starts", whole=True), Column("State"))
    drawn = [
        (
            Link(row.title, reverse("charter_placement", args=[row.pk])),
            row.establishment.name,
            short_date(row.started_date or row.planned_date),
            placement_tag(row),
        )
        for row in rows
    ]
    return Table("Placements", columns, drawn, cards=True)


def placement_tag(row: Any) -> Tag:
    """Return how far a placement has got."""
    if row.ended_date:
        return Tag("Ended", "grey")
    if row.permanent_date:
        return Tag("Lasting job", "green")
    return Tag("Running", "blue") if row.started_date else Tag("Planned", "yellow")


def placement_facts(row: Any, terms: Any) -> list[Fact]:
    facts = [
        Fact("State", placement_tag(row)),
        Fact("Planned start", date_in_words(row.planned_date)),
        Fact("First day", date_in_words(row.started_date)),
        Fact("Pay", f"£{row.weekly_pay} a week" if row.weekly_pay is not None else "Paid" if row.is_paid else "Unpaid"),
        Fact("Hours a week", row.hours),
        Fact("Supervisor", row.supervisor),
    ]
    if row.permanent_date:
        facts.append(Fact("Lasting job from", date_in_words(row.permanent_date)))
    if row.ended_date:
        facts.append(Fact("Last day", f"{date_in_words(row.ended_date)}: {terms.words('reason', row.ended_because)}"))
    return facts


def stays_table(placement: Any, stays: Iterable[Any], on: date) -> Table:
    columns = (Column("After", heading=True), Column("Due", whole=True), Column("Still there?"), Column("Do"))
    drawn = []
    for each in stays:
        weeks = each.check.weeks
        can_answer = each.check.is_still_there is None and each.check.due_date <= on
        href = reverse("charter_stay", args=[placement.pk, weeks])
        action = Link("Answer", href, f"for {weeks} weeks") if can_answer else "Nothing yet"
        drawn.append((f"{weeks} weeks", short_date(each.check.due_date), _LASTED[each.lasted], action))
    return Table("Did it last?", columns, drawn, cards=True)


def words_table(terms: Any, kind: str) -> Table:
    titles = {"sector": "Sectors", "pledge": "Pledges", "check": "Checks", "reason": "Reasons"}
    return Table(titles[kind], (Column("Word", heading=True),), [(each.words,) for each in terms.of(kind)])


def counts_tables(counted: Any, terms: Any) -> list[Table]:
    """Return the counts as tables: people and interviews, placements, whether they lasted, and pledges."""
    say = counted.figures

    def table(caption: str, rows: Sequence[tuple[str, str]]) -> Table:
        columns = (Column("What", heading=True), Column("How many", numeric=True))
        return Table(caption, columns, [(words, figure_words(say[name])) for words, name in rows])

    stays: list[Sequence[Cell]] = [
        (f"{weeks} weeks", *(figure_words(say[f"{answer.name.lower()}_{weeks}"]) for answer in Lasted))
        for weeks in SUSTAINED_WEEKS
    ]
    pledges: list[Sequence[Cell]] = [
        (terms.words("pledge", kind), made, figure_words(used)) for kind, (made, used) in counted.pledges.items()
    ]
    return [
        table(
            "Young people and interviews",
            [
                ("Young people registered", "registered"),
                ("Young people put forward", "put_forward"),
                ("Interviews promised", "promised"),
                ("Promised interviews held", "held"),
                ("Held, with feedback", "with_feedback"),
            ],
        ),
        table(
            "Placements",
            [("Started", "started"), ("Paid", "paid"), ("Unpaid", "unpaid"), ("Became a lasting job", "permanent")],
        ),
        Table(
            "Still there?",
            (Column("After", heading=True), *(Column(_LASTED[each], numeric=True) for each in Lasted)),
            stays,
        ),
        Table(
            "Pledges",
            (Column("Pledge", heading=True), Column("Made", numeric=True), Column("Used", numeric=True)),
            pledges,
        ),
    ]


def figure_words(figure: Figure) -> Cell:
    return "Hidden" if figure.symbol else int(figure.value or 0)
