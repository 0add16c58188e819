"""
Warning somebody, before they save, of what the return would then find wrong.

It is a warning and no refusal: what is true is recorded. Whoever saves the same again has seen it.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.http import HttpRequest

from towpath.clock import now
from towpath.organisation.queries import standards_for
from towpath.people.kinds import Kind
from towpath.people.queries import organisation_of
from towpath.provision.queries import find_establishments
from towpath.returns.queries import would_break
from towpath.rules.returns.facts import ReturnFacts, ReturnPlace, Stated, ToldActivity
from towpath.rules.statements import Statement
from towpath.web.people.reading import Subject
from towpath.web.returns.on_record import found_words

WARNED = "warned"
LATEST = 2**62
"""The number of a statement that is not written yet: the last in the book."""

Change = Callable[[ReturnFacts], ReturnFacts]


def warned_of(request: HttpRequest, subject: Subject, form: forms.Form, change: Change | None) -> list[str]:
    """
    Return what the return would find wrong if the answers were saved, where whoever saves has not been told yet.

    The form is told what was said, so that saving the same again is not asked about again.
    """
    if change is None:
        return []
    found = would_break(subject.viewer, subject.record.id, subject.on, at=now(), change=change)
    said = {f"{each.code}:{each.element}" for each in found}
    if said <= set(request.POST.get(WARNED, "").split()):
        return []
    data = request.POST.copy()
    data[WARNED] = " ".join(sorted(said))
    form.data = data
    form.fields[WARNED] = forms.CharField(required=False, widget=forms.HiddenInput)
    edition = standards_for(organisation_of(subject.viewer)).edition_on(subject.on)
    return list(dict.fromkeys(found_words(each, edition) for each in found))


def with_status(subject: Subject, given: Mapping[str, Any]) -> Change:
    """Return what answers about an activity would change."""
    at = now()
    named = given["provider"]
    row = find_establishments(subject.viewer, names=[named]).get(("name", named.casefold())) if named else None
    place = ReturnPlace(name=named) if named else None
    if row:
        place = ReturnPlace(name=row.name, number=row.establishment_number, ukprn=row.ukprn, la_code=row.la_code)
    dates = ("start_date", "verified_date", "expected_end_date", "review_date")
    statement = Statement(id=LATEST, code=given["code"], recorded_at=at, **{name: given[name] for name in dates})
    told = ToldActivity(statement, at.date(), place)
    return lambda facts: replace(facts, activities=(*facts.activities, told))


def with_value(field: str, value: str) -> Change:
    """Return what another value of the return's panel would change."""
    return lambda facts: replace(facts, values={**facts.values, field: Stated(value)})


def with_detail(kind: Kind, answers: Mapping[str, Any], replaced: object | None) -> Change | None:
    """
    Return what answers about a detail would change, or None where the return asks nothing of it.

    :param replaced: what the detail said before, where one is corrected
    """
    known = {
        Kind.NAMES: _with_name,
        Kind.CHARACTERISTICS: _with_characteristic,
        Kind.NUMBERS: _with_number,
    }.get(kind)
    return (lambda facts: known(facts, answers, replaced)) if known else None


def _with_name(facts: ReturnFacts, answers: Mapping[str, Any], replaced: object | None) -> ReturnFacts:
    kind = answers.get("kind") or getattr(replaced, "kind", "")
    given, family = answers["given_name"], answers["family_name"]
    # A second legal name is refused, and that is said first.
    is_second = replaced is None and bool(facts.given_name or facts.family_name)
    if kind == "legal" and not is_second:
        return replace(facts, given_name=given, middle_name=answers["middle_names"], family_name=family)
    if kind == "preferred":
        return replace(facts, preferred_given_name=given, preferred_family_name=family)
    return facts


def _with_characteristic(facts: ReturnFacts, answers: Mapping[str, Any], replaced: object | None) -> ReturnFacts:
    gone = getattr(replaced, "code", None)
    return replace(facts, characteristics=(*(code for code in facts.characteristics if code != gone), answers["code"]))


def _with_number(facts: ReturnFacts, answers: Mapping[str, Any], replaced: object | None) -> ReturnFacts:
    kind = answers.get("kind") or getattr(replaced, "kind", "")
    return replace(facts, **{kind: answers["value"]}) if kind in ("upn", "uln") else facts
