"""Every layout we can read, in the order a person is offered them. A test keeps the tuple and the folders the same."""

from towpath.imports.formats.apprenticeship_providers.format import FORMAT as apprenticeship_providers
from towpath.imports.formats.attainment.format import FORMAT as attainment
from towpath.imports.formats.caseload_extract.format import FORMAT as caseload_extract
from towpath.imports.formats.caseload_people.format import FORMAT as caseload_people
from towpath.imports.formats.college_leavers.format import FORMAT as college_leavers
from towpath.imports.formats.college_starters.format import FORMAT as college_starters
from towpath.imports.formats.contact_log.format import FORMAT as contact_log
from towpath.imports.formats.course_directory.format import FORMAT as course_directory
from towpath.imports.formats.ctf.format import FORMAT as ctf
from towpath.imports.formats.gias.format import FORMAT as gias
from towpath.imports.formats.ilr.format import FORMAT as ilr
from towpath.imports.formats.intended_destinations.format import FORMAT as intended_destinations
from towpath.imports.formats.nccis_xml.format import FORMAT as nccis_xml
from towpath.imports.formats.people_list.format import FORMAT as people_list
from towpath.imports.formats.school_census.format import FORMAT as school_census
from towpath.imports.formats.school_indicators.format import FORMAT as school_indicators
from towpath.imports.formats.school_roll.format import FORMAT as school_roll
from towpath.imports.reading.layout import Format

FORMATS: tuple[Format, ...] = (
    school_roll,
    school_indicators,
    school_census,
    attainment,
    ctf,
    intended_destinations,
    college_starters,
    college_leavers,
    people_list,
    ilr,
    caseload_people,
    caseload_extract,
    contact_log,
    nccis_xml,
    gias,
    apprenticeship_providers,
    course_directory,
)


def format_named(name: str) -> Format:
    """
    Return the format of that name.

    :raises KeyError: no such format
    """
    for known in FORMATS:
        if known.name == name:
            return known
    raise KeyError(name)
