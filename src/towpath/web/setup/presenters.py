"""The set-up checklist. A step knows by itself whether it is done; nobody ticks it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.http import urlencode

from towpath.access import Viewer
from towpath.access.queries import list_roles
from towpath.imports.queries import Batch, list_batches, list_senders
from towpath.organisation.queries import Choice, get_organisation, settings_on
from towpath.provision.queries import list_schools
from towpath.returns.queries import list_runs
from towpath.risk.queries import find_latest_run
from towpath.web.parts import Fact, Link, Tag, Task
from towpath.web.setup.words import TITLES, value_words
from towpath.web.words import short_date

TO_DO = Tag("To do", "blue")

SCHOOLS = ("gias",)
CASELOADS = ("caseload_extract", "nccis_xml")


@dataclass(frozen=True, slots=True)
class SettingCard:
    """One setting with what it is and what may be done about it."""

    title: str
    facts: Sequence[Fact]
    actions: Sequence[Link]


def steps_for(viewer: Viewer, on: date) -> list[Task]:
    """Return the steps in the order in which a council takes them. Eight queries."""
    formats = _applied_formats(viewer)
    return [
        Task("Say which council this is", hint="Done when the council was created."),
        *_people_steps(viewer),
        _step(
            "Load the register of schools",
            "imports",
            "The government’s public list. Without it, nobody’s school has a name.",
            is_done=list_schools(viewer, on).exists(),
        ),
        _step(
            "Say which postcodes are yours",
            "setup_settings",
            "Whoever a list brings from elsewhere is then not counted as living here.",
            is_done=bool(settings_on(get_organisation(viewer.organisation), on)["residence.postcodes"]),
        ),
        _step(
            "Load last month’s caseload",
            "imports",
            "From the system you use now: its extract, or the last monthly return.",
            is_done=not formats.isdisjoint(CASELOADS),
        ),
        _step(
            "Say who sends you lists, and when",
            "imports_senders",
            "Each school and college has an owner and a due date, so a late list is seen.",
            is_done=list_senders(viewer).exists(),
        ),
        _step(
            "Load school and college lists",
            "imports",
            "Each list is checked and shown to you before it is applied.",
            is_done=bool(formats - {*CASELOADS, *SCHOOLS}),
        ),
        _step(
            "Score this year’s pupils",
            "schools",
            "Points suggest whom to talk about first. They change nothing by themselves.",
            is_done=find_latest_run(viewer) is not None,
        ),
        _step(
            "Build the first return",
            "returns",
            "Build it early and compare it with what your present system sends.",
            is_done=list_runs(viewer).exists(),
        ),
    ]


def setting_cards(choices: Sequence[Choice], names: Mapping[str, str]) -> list[SettingCard]:
    """Return the settings in the order of the list; `names` are of staff, by the id that the log holds."""
    return [_setting_card(choice, names) for choice in choices]


def _setting_card(choice: Choice, names: Mapping[str, str]) -> SettingCard:
    title = TITLES[choice.key.key]
    facts = [Fact("Now", value_words(choice.value)), Fact("Since", _since(choice, names))]
    facts += [Fact(f"From {short_date(each.from_date)}", value_words(each.value)) for each in choice.later]
    facts.append(Fact("What it does", f"{choice.key.words}."))
    href = f"{reverse('setup_setting')}?{urlencode({'key': choice.key.key})}"
    return SettingCard(title, facts, (Link("Change", href, about=title),))


def _since(choice: Choice, names: Mapping[str, str]) -> str:
    if choice.chosen is None:
        return "Nobody has chosen otherwise"
    by = names.get(choice.chosen.by, "whoever runs the server")
    return f"{short_date(choice.chosen.from_date)}, chosen by {by}"


def _people_steps(viewer: Viewer) -> list[Task]:
    held = list(list_roles(viewer).filter(ended_at__isnull=True).values_list("user_id", "role"))
    return [
        _step(
            "Invite the people who will use it",
            "users",
            "Everyone signs in as themselves. Nobody shares an account.",
            is_done=any(user_id != viewer.user_id for user_id, _role in held),
        ),
        _step(
            "Name a manager",
            "users",
            "Someone other than you, who can allocate young people and sign off the return.",
            is_done=any(user_id != viewer.user_id and role == "manager" for user_id, role in held),
        ),
    ]


def _applied_formats(viewer: Viewer) -> frozenset[str]:
    applied = list_batches(viewer).filter(state=Batch.State.APPLIED).order_by()
    return frozenset(applied.values_list("format", flat=True).distinct())


def _step(title: str, route: str, hint: str, *, is_done: bool) -> Task:
    return Task(title, href=reverse(route), hint=hint, status=None if is_done else TO_DO)
