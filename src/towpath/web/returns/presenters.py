"""The monthly return in words: what was sent, what is wrong by code, who signed, and what became of it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta

from django.urls import reverse

from towpath.returns.queries import Deadline, Run, RunProblem, Upload
from towpath.returns.words import message_of
from towpath.rules.dates import month_end
from towpath.rules.returns.checks import CHECKS
from towpath.rules.returns.omissions import OMISSIONS
from towpath.standards import Edition
from towpath.web.parts import Cell, Column, Fact, Link, Table, Tag
from towpath.web.people_links import person_link
from towpath.web.returns.forms import ANSWERS
from towpath.web.returns.mending import NOTHING_TO_DO, place_of
from towpath.web.words import date_in_words, month_in_words, plural, short_date, time_in_words

MONTHS_OFFERED = 12

NameOf = Callable[[int | None], tuple[str, str]]
"""What gives a person's name and public id by their key; both empty where nobody of that key is known."""

STATES: Mapping[str, Tag] = {
    Run.State.BUILT: Tag("Fails as a file", "red"),
    Run.State.CHECKED: Tag("Ready to sign", "blue"),
    Run.State.SIGNED: Tag("Signed off", "teal"),
    Run.State.SUPERSEDED: Tag("Replaced by a later one", "grey"),
}

# From what costs most to what was only done on somebody's behalf.
SEVERITIES: Mapping[str, tuple[str, Tag]] = {
    "file_failed": ("Costs the whole file", Tag("Whole file", "red")),
    "file_rejected": ("Costs the whole file", Tag("Whole file", "red")),
    "priority_1": ("Costs the record", Tag("Record turned away", "orange")),
    "unknown": ("May cost the record", Tag("May be turned away", "orange")),
    "priority_2": ("To put right", Tag("Put right", "yellow")),
    "priority_3": ("Advice", Tag("Advice", "grey")),
    "advice": ("Advice", Tag("Advice", "grey")),
    "not_sent": ("Not sent", Tag("Not sent", "purple")),
    "filled": ("Filled in", Tag("Filled in", "blue")),
    "left_out": ("Left out", Tag("Left out", "blue")),
}

NOT_READ_WHOLE = ", of which we have not read the whole"
COHORT_STATUS = "Records sent with cohort status {code}, {label}"


def months_offered(on: date) -> list[date]:
    """Return the ends of the months whose return may be built, the latest first: this month's and eleven before."""
    ends = [month_end(on)]
    while len(ends) < MONTHS_OFFERED:
        ends.append(ends[-1].replace(day=1) - timedelta(days=1))
    return ends


def deadline_words(deadline: Deadline, on: date) -> str:
    """Return when a month's return is due and what is done of it."""
    days = (deadline.due_date - on).days
    left = "today" if days == 0 else f"in {plural(days, 'day')}"
    done = (
        "Uploaded."
        if deadline.is_uploaded
        else "Signed off, not uploaded."
        if deadline.is_signed
        else "Not signed off."
    )
    return f"{month_in_words(deadline.period_end)}: due {date_in_words(deadline.due_date)}, {left}. {done}"


def runs_table(runs: Iterable[Run], names: Mapping[str, str]) -> Table:
    columns = (
        Column("Month", heading=True),
        Column("Built"),
        Column("By"),
        Column("Records", numeric=True),
        Column("State"),
    )
    rows = [
        (
            Link(
                month_in_words(run.period_end),
                reverse("returns_run", args=[run.pk]),
                f"return built {time_in_words(run.built_at)}",
            ),
            time_in_words(run.built_at),
            names.get(run.built_by, "Towpath"),
            run.records,
            STATES[run.state],
        )
        for run in runs
    ]
    return Table("Returns built, the latest month first", columns, rows, cards=True, caption_hidden=True)


def run_words(run: Run) -> str:
    """Return which return this is, as the middle of a sentence."""
    signed = getattr(run, "sign_off", None)
    done = f"signed off {date_in_words(signed.signed_at)}" if signed else f"built {date_in_words(run.built_at)}"
    return f"the return of {month_in_words(run.period_end)}, {done}"


def run_facts(run: Run, names: Mapping[str, str], edition: Edition) -> list[Fact]:
    """Return what a return was built from, by whom, and who signed it."""
    facts = [
        Fact("State", STATES[run.state]),
        Fact("Records", run.records),
        Fact("As known at", time_in_words(run.known_at)),
        Fact("Built", f"{time_in_words(run.built_at)} by {names.get(run.built_by, 'Towpath')}"),
        Fact("Checked against", f"NCCIS requirement {run.edition}{'' if edition.read_whole else NOT_READ_WHOLE}"),
    ]
    signed = getattr(run, "sign_off", None)
    if signed is not None:
        facts.append(
            Fact("Signed off", f"{time_in_words(signed.signed_at)} by {names.get(signed.signed_by, 'a colleague')}")
        )
    return facts


def counts_table(run: Run, edition: Edition) -> Table:
    """Return how many were sent by status, not sent by reason, and filled for want of a fact."""
    counts = run.counts
    rows: list[tuple[Cell, ...]] = []
    for code, number in counts.get("statuses", {}).items():
        status = edition.cohort_statuses.get(code)
        label = status.label[:1].lower() + status.label[1:] if status else "not in the published list"
        rows.append((COHORT_STATUS.format(code=code, label=label), number))
    rows += [(f"Not sent: {reason}", number) for reason, number in counts.get("not_sent", {}).items()]
    columns = (Column("What", heading=True), Column("Young people", numeric=True))
    return Table("Who is in it, and who is not", columns, rows)


def problems_table(run: Run, counted: Mapping[tuple[str, str], int], edition: Edition) -> Table:
    """Return what is wrong, the costliest first, each code in words with how many records have it."""
    order = list(SEVERITIES)
    columns = (
        Column("What is wrong", heading=True),
        Column("Cost"),
        Column("Records", numeric=True),
    )
    ranked = sorted(counted.items(), key=lambda item: (_place(order, item[0][1]), -item[1], item[0][0]))
    rows = [
        (
            Link(titled(code, edition), reverse("returns_problems", args=[run.pk, code])),
            severity_tag(severity),
            number,
        )
        for (code, severity), number in ranked
    ]
    return Table("What the checks found, and what was filled or left out", columns, rows, cards=True)


def _place(order: list[str], severity: str) -> int:
    return order.index(severity) if severity in order else len(order)


def severity_tag(severity: str) -> Tag:
    """Return what a problem costs, as words in a box; one that we do not know is shown as it is."""
    return SEVERITIES[severity][1] if severity in SEVERITIES else Tag(severity, "grey")


def code_words(code: str, edition: Edition) -> str:
    """Return what a code says, of nobody in particular."""
    if code in OMISSIONS:
        return OMISSIONS[code].label
    if code in edition.checks:
        return edition.checks[code].label
    own = {check.code: getattr(check, "own", None) for check in CHECKS}.get(code)
    return own.label if own else f"Fault {code}"


def titled(code: str, edition: Edition) -> str:
    """Return what a code says with the number that DfE gives the check, for those that are DfE's."""
    return f"{code_words(code, edition)} (check {code})" if code in edition.checks else code_words(code, edition)


def wrongs_of(found: Sequence[RunProblem], name_of: NameOf) -> tuple[str, Table]:
    """
    Return what is said of every problem alike, if anything is, and one line for each with the page that mends it.

    What is said of all stands once above the table, and not again in each line.
    """
    said = {message_of(problem) for problem in found}
    columns = (
        Column("Young person", heading=True),
        *([] if len(said) == 1 else [Column("What is wrong and what to do")]),
        Column("Put it right"),
        Column("Where in the file"),
    )
    rows: list[tuple[Cell, ...]] = []
    for problem in found:
        name, public_id = name_of(problem.person_id)
        who = person_link(name, public_id) if public_id else "The file itself"
        where = ", ".join(filter(None, (problem.element, f"line {problem.line:,}" if problem.line else "")))
        own = () if len(said) == 1 else (message_of(problem),)
        rows.append((who, *own, _mend(problem, name, public_id), where or "Not in the file"))
    table = Table("Records with this problem", columns, rows, cards=True, caption_hidden=True)
    return (said.pop() if len(said) == 1 else ""), table


def _mend(problem: RunProblem, name: str, public_id: str) -> Link | str:
    """Return the way to the page on which a problem is put right."""
    place = place_of(problem.code, problem.element)
    if place is None:
        return NOTHING_TO_DO
    return place.link(public_id, f"for {name}") if public_id else "Build the return again"


def uploads_table(uploads: Iterable[Upload], names: Mapping[str, str]) -> Table:
    """Return what was told of each upload, the latest first."""
    columns = (Column("Uploaded", heading=True), Column("DfE’s answer"), Column("In their words"), Column("Told by"))
    rows = [
        (
            time_in_words(each.uploaded_at),
            ANSWERS[each.answer],
            each.words or "Nothing written",
            f"{names.get(each.recorded_by, 'a colleague')}, {short_date(each.recorded_at)}",
        )
        for each in uploads
    ]
    return Table("Uploads made by hand", columns, rows, cards=True)


def versions_table(versions: Iterable[Run], shown: Run, names: Mapping[str, str]) -> Table | None:
    """Return every signed version of a month, the latest first; None where there is no second one to tell apart."""
    found = list(versions)
    if len(found) < 2:
        return None
    columns = (
        Column("Version", heading=True),
        Column("Signed off"),
        Column("Why anew"),
        Column("Uploaded, and DfE’s answer"),
        Column("What changed"),
    )
    rows: list[tuple[Cell, ...]] = []
    for run, before in zip(found, [*found[1:], None], strict=True):
        signed = run.sign_off
        words = f"Version {signed.version}" + (" (this one)" if run == shown else "")
        address = f"{reverse('returns_differences', args=[run.pk])}?version={before.pk}" if before else ""
        rows.append(
            (
                words if run == shown else Link(words, reverse("returns_run", args=[run.pk])),
                f"{time_in_words(signed.signed_at)} by {names.get(signed.signed_by, 'a colleague')}",
                signed.why_anew or "The first",
                _answer_words(run),
                Link(f"Since version {before.sign_off.version}", address, words) if before else "The first",
            )
        )
    return Table("Versions of this month’s return", columns, rows, cards=True)


def _answer_words(run: Run) -> str:
    uploads = sorted(run.uploads.all(), key=lambda each: (each.uploaded_at, each.recorded_at, each.pk))
    if not uploads:
        return "Not uploaded"
    last = uploads[-1]
    return f"{short_date(last.uploaded_at)}: {ANSWERS[last.answer].lower()}"
