"""Who is taught where: residents taught in another council, and other councils' residents taught here."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from towpath.access import Viewer
from towpath.clock import today
from towpath.organisation.queries import standards_for
from towpath.people.queries import list_records, organisation_of
from towpath.provision.queries import list_establishments
from towpath.rules.residence import ELSEWHERE
from towpath.rules.taught_where import TaughtWhere
from towpath.standards import Standards
from towpath.tracking.queries import StatusRecord, TaughtAcross, list_statuses, list_taught_across
from towpath.web.disclosure import disclosing
from towpath.web.parts import Cell, Column, Link, Table, pages_of
from towpath.web.people.words import activity_words
from towpath.web.people_links import person_link
from towpath.web.viewers import viewer_of

A_PAGE = 50
WORDS = {
    TaughtWhere.RESIDENT_ELSEWHERE: "Live here, taught in another council",
    TaughtWhere.HERE_FROM_ELSEWHERE: "Live in another council, taught here",
}
TREATED = {
    TaughtWhere.RESIDENT_ELSEWHERE: (
        "We track them and send them in the return. In Year 11 the September Guarantee is the other council’s; in Year "
        "12 it is ours. Ask that council for its places’ lists."
    ),
    TaughtWhere.HERE_FROM_ELSEWHERE: (
        "The other council tracks them and sends them. In Year 11 the September Guarantee is ours. A notice that they "
        "left is passed on to that council."
    ),
}
OF_A_PLAN = (
    "Tracked and sent to 24 while the plan is in force; never in the rates of 16 and 17. When it ends they stand on "
    "the ready list of plans that ended."
)
OF_A_JUVENILE = (
    "Tracked; 290 counts as full-time education. No letter goes home, and four weeks before the review date they stand "
    "on a ready list."
)
OF_AN_ADULT = "Tracked and sent, and left out of the rates on both sides. Letters and the ready list as above."
OTHERS = (
    ("With an EHC plan past Year 13", OF_A_PLAN),
    ("In custody of compulsory age (130), or as a juvenile in education (290)", OF_A_JUVENILE),
    ("In custody as a young adult (710)", OF_AN_ADULT),
)


def taught(request: HttpRequest) -> HttpResponse:
    """Show in figures who is taught across a border, council by council; nobody is named."""
    viewer, on = viewer_of(request), today()
    found, standards = list_taught_across(viewer, on), standards_for(organisation_of(viewer))
    sections = [
        {"words": words, "treated": TREATED[where], "table": _table(where, found.get(where, ()), standards)}
        for where, words in WORDS.items()
    ]
    rows: list[Sequence[Cell]] = [(who, how) for who, how in OTHERS]
    columns = (Column("Who", heading=True), Column("How they are treated"))
    others = Table("With a plan, or in custody", columns, rows, cards=True)
    lists = [
        Link("EHC plan has ended", reverse("desk_list", args=["plan_ended"])),
        Link("In custody, release or review near", reverse("desk_list", args=["in_custody"])),
    ]
    return render(request, "desk/across.html", {"sections": sections, "others": others, "lists": lists})


def people(request: HttpRequest) -> HttpResponse:
    """Show who is taught across a border one way, with one council where the address names it."""
    viewer, on = viewer_of(request), today()
    sides = {each.value: each for each in TaughtWhere}
    if (asked := request.GET.get("where", "")) not in sides:
        return redirect("desk_taught")
    where, council = sides[asked], request.GET.get("council", "")
    chosen = [each for each in list_taught_across(viewer, on).get(where, ()) if council in ("", each.la_code)]
    page = Paginator(chosen, A_PAGE).get_page(request.GET.get("page"))
    ids = [each.person_id for each in page]
    records, statuses = list_records(viewer, ids, on), list_statuses(viewer, ids, on)
    disclosing(request, [each.public_id for each in records.values()], subject=f"taught_across:{where.value}")
    standards, places = standards_for(organisation_of(viewer)), _places(viewer, page)
    rows: list[Sequence[Cell]] = [
        (
            person_link(records[each.person_id].shown_name, records[each.person_id].public_id),
            records[each.person_id].birth_date,
            places.get(each.establishment_id or 0, "Not known where"),
            _council(each.la_code, standards),
            _doing(statuses.get(each.person_id)),
        )
        for each in page
        if each.person_id in records
    ]
    other = "Taught in" if where is TaughtWhere.RESIDENT_ELSEWHERE else "Lives in"
    columns = (
        Column("Young person", heading=True),
        Column("Born", whole=True),
        Column("Taught at"),
        Column(other),
        Column("What we know"),
    )
    shown = {
        "words": WORDS[where],
        "treated": TREATED[where],
        "count": len(chosen),
        "table": Table(WORDS[where], columns, rows, cards=True, caption_hidden=True),
        "results": page,
        "pages": pages_of(page, request.GET),
    }
    return render(request, "desk/across_people.html", shown)


def _table(where: TaughtWhere, people: Sequence[TaughtAcross], standards: Standards) -> Table:
    counts = Counter(each.la_code for each in people)
    address = f"{reverse('desk_taught_people')}?where={where.value}"
    rows: list[Sequence[Cell]] = [
        (Link(name, f"{address}&council={code}"), counts[code])
        for name, code in sorted((_council(code, standards), code) for code in counts)
    ]
    if people:
        rows.append((Link("All of them", address), len(people)))
    columns = (Column("Council", heading=True), Column("Young people", numeric=True))
    return Table(WORDS[where], columns, rows, caption_hidden=True)


def _council(code: str, standards: Standards) -> str:
    if code == ELSEWHERE:
        return "Another council, not named"
    return standards.areas[code].label if code in standards.areas else code


def _doing(status: StatusRecord | None) -> str:
    return activity_words(status) if status and status.code else "Not known"


def _places(viewer: Viewer, people: Iterable[TaughtAcross]) -> Mapping[int, str]:
    wanted = {each.establishment_id for each in people if each.establishment_id}
    return dict(list_establishments(viewer).filter(pk__in=wanted).values_list("pk", "name"))
