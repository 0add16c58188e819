"""An impact report as files: one page of HTML, the same as tagged PDF, and its figures as CSV."""

import csv
import io

from towpath.documents.charts import Chart
from towpath.documents.paper import NoPdfError, Paper, PaperPart, PaperPicture, PaperTable, page_of, pdf_of
from towpath.documents.steps import StepPoint, funnel_chart
from towpath.insight.pictures import svg_of
from towpath.insight.reports.impact.actions import Papers
from towpath.insight.reports.impact.measures import MEASURES, SECTIONS
from towpath.insight.reports.impact.queries import ImpactFound
from towpath.insight.reports.impact.showing import ShownSection, ShownTable, shown_impact
from towpath.rules.disclosure import Figure
from towpath.rules.impact import IN

BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
"""Tells a spreadsheet that the file is UTF-8."""
_STEPS = (("joined", "Joined"), ("completed", "Completed"), ("progressed", "Progressed"), ("apart", "Something else"))


def papers_of(found: ImpactFound) -> tuple[Papers, str]:
    """Return a report as files, and why there is no PDF among them: empty where there is one."""
    page = impact_page(found)
    try:
        pdf, why_none = pdf_of(page), ""
    except NoPdfError as reason:
        pdf, why_none = None, str(reason)
    return Papers(page=page.encode(), figures=impact_csv(found).encode(), pdf=pdf), why_none


def impact_page(found: ImpactFound) -> str:
    """Return a report as one page of HTML that needs nothing else."""
    shown = shown_impact(found)
    chart = programme_chart(found)
    parts = [_part(section, found, chart) for section in shown.sections]
    if shown.stories:
        parts.append(PaperPart(title="Stories, told with consent", quoted=shown.stories))
    methods = PaperPart(title="Methods and what to keep in mind", bullets=shown.methods)
    definitions = PaperPart(title="Definitions", tables=(_table(shown.definitions, numeric=False),))
    return page_of(
        Paper(
            title=shown.title,
            subtitle=shown.period,
            author=found.report.made_by_name,
            marking=shown.marking,
            told=shown.told,
            parts=(*parts, methods, definitions),
            figures=tuple((line.value, line.measure.label) for line in shown.headline),
        )
    )


def programme_chart(found: ImpactFound) -> Chart | None:
    """Return how far those who joined came, as a picture; None where nobody joined or how many is hidden."""
    figures = found.figures
    joined = figures["joined"].value
    if not joined:
        return None
    points = [
        StepPoint(
            name=words,
            count=figures[name].value,
            text="hidden" if figures[name].value is None else str(figures[name]),
            percent_text="",
            is_apart=name == "apart",
        )
        for name, words in _STEPS
    ]
    return funnel_chart(points, title="How far those who joined came")


def impact_csv(found: ImpactFound) -> str:
    """
    Return the figures as CSV, one a row, with what each means.

    A number that may not be shown is empty, and `symbol` says why: c is hidden, z does not apply.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(
        "section measure label value symbol unit definition included left_out source from to known_at state".split()
    )
    report = found.report
    told = (report.from_date, report.to_date, found.known_at.isoformat(timespec="seconds"), report.state)
    sections = {name: section.code for section in SECTIONS for name in section.measures}
    for each in MEASURES:
        figure = found.figures[each.name]
        meant = (each.definition, each.included, each.left_out, each.source)
        writer.writerow((sections[each.name], each.name, each.label, *_cells(figure), each.unit, *meant, *told))
    for many, name in enumerate(IN, start=1):
        label = f"People who took part in {many} of the four ways"
        meant = ("Different people in exactly so many of the four counts.", "", "Family.", "The four counts.")
        writer.writerow(("people", name, label, *_cells(found.figures[name]), "count", *meant, *told))
    return BYTE_ORDER_MARK + out.getvalue()


def _cells(figure: Figure) -> tuple[str, str]:
    return ("" if figure.value is None else f"{figure.value:f}", figure.symbol.value if figure.symbol else "")


def _part(section: ShownSection, found: ImpactFound, chart: Chart | None) -> PaperPart:
    tables = []
    if section.lines:
        rows = tuple((line.measure.label, line.value) for line in section.lines)
        tables.append(PaperTable(caption="In numbers", headings=("What was counted", "Number"), rows=rows))
    if section.table:
        tables.append(_table(section.table))
    pictures: tuple[PaperPicture, ...] = ()
    if section.code == "programme" and chart:
        svg = svg_of(chart, found.report.organisation.code)
        pictures = (PaperPicture(svg=svg, words=f"Chart. {chart.title}: {chart.summary}."),)
    return PaperPart(
        title=section.title, words=section.words, bullets=section.points, tables=tuple(tables), pictures=pictures
    )


def _table(table: ShownTable, *, numeric: bool = True) -> PaperTable:
    return PaperTable(caption=table.caption, headings=table.headings, rows=table.rows, numeric=numeric)
