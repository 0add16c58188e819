"""Where somebody lives whom a list brings for the first time, as far as their postcode says."""

from datetime import date

import pytest

from tests.apps.imports.lists import load, pupil, roll
from tests.factories.cast import SETUP
from tests.factories.moments import MORNING
from towpath.organisation.actions import change_setting
from towpath.organisation.models import Organisation
from towpath.people.models import ReturnFact

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("listed", "postcode", "lead"),
    [
        ("SB, lb9", "L20 3NJ", ["elsewhere"]),
        ("SB, L", "L20 3NJ", []),
        ("SB", "ZZ99 9ZZ", []),
        ("SB", "", []),
        ("", "L20 3NJ", []),
    ],
)
def test_a_newcomer_lives_elsewhere_where_the_postcode_says_so(
    saltmarsh: Organisation, listed: str, postcode: str, lead: list[str]
) -> None:
    how = {"from_date": date(2025, 9, 1), "by": SETUP, "at": MORNING}
    change_setting(saltmarsh, key="residence.postcodes", value=listed, **how)

    load(saltmarsh, roll(pupil(1, Postcode=postcode)))

    assert list(ReturnFact.objects.filter(field="lead_la").values_list("value", flat=True)) == lead
