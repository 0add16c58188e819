"""Check letters and digits, worked by hand and from examples that public test files use."""

import pytest

from towpath.rules import identifiers

# Worked: A123456789012. Characters 2 to 13 by weights 2 to 13:
# 1×2 + 2×3 + 3×4 + 4×5 + 5×6 + 6×7 + 7×8 + 8×9 + 9×10 + 0×11 + 1×12 + 2×13
# = 2 + 6 + 12 + 20 + 30 + 42 + 56 + 72 + 90 + 0 + 12 + 26 = 368 = 16×23 + 0, and letter 0 is A.
# R674123101121 is a pupil in DfE's own tests of the multiplication tables check:
# 6×2 + 7×3 + 4×4 + 1×5 + 2×6 + 3×7 + 1×8 + 0×9 + 1×10 + 1×11 + 2×12 + 1×13
# = 12 + 21 + 16 + 5 + 12 + 21 + 8 + 0 + 10 + 11 + 24 + 13 = 153 = 6×23 + 15, and letter 15 is R.


@pytest.mark.parametrize(("upn", "letter"), [("A123456789012", "A"), ("R674123101121", "R")])
def test_upn_check_letter_is_the_weighted_sum_by_23(upn, letter):
    assert identifiers.upn_check_letter(upn) == letter
    assert identifiers.is_upn(upn)


# A temporary UPN ends with a letter, valued by its place: A = 0, so A12345678901A sums to 368 - 26 = 342 = 14×23 + 20,
# and letter 20 is X. With B = 1 the sum is 342 + 13 = 355 = 15×23 + 10, and letter 10 is L.
@pytest.mark.parametrize("upn", ["X12345678901A", "L12345678901B"])
def test_temporary_upn_ends_with_a_letter_that_counts(upn):
    assert identifiers.is_upn(upn)
    assert identifiers.is_temporary_upn(upn)


def test_permanent_upn_is_not_temporary():
    assert not identifiers.is_temporary_upn("A123456789012")


@pytest.mark.parametrize(
    "upn",
    [
        "B123456789012",  # another letter than A
        "A123456789021",  # two digits changed about
        "A12345678901",  # twelve characters
        "A1234567890123",  # fourteen
        "I123456789012",  # I is not a UPN letter
        "X12345678901O",  # nor O
        "A12345X789012",  # a letter inside
        "1123456789012",  # no letter at all
        "a123456789012",  # tidying is the reader's work
        "A12345678901²",  # a digit to Python, not to anyone else
        "",
    ],
)
def test_not_a_upn(upn):
    assert not identifiers.is_upn(upn)


# 1000000000: 1×10 = 10; 10 mod 11 = 10; 10 - 10 = 0, the tenth digit.
# 9000000008: 9×10 = 90 = 8×11 + 2; 10 - 2 = 8.
# 1000000159: 10 + 1×3 + 5×2 = 23 = 2×11 + 1; 10 - 1 = 9. (All three are in DfE's published ILR test files.)
@pytest.mark.parametrize("uln", ["1000000000", "9000000008", "1000000159"])
def test_uln_check_digit_is_ten_less_the_weighted_sum_by_11(uln):
    assert identifiers.is_uln(uln)


# 100000006: 1×10 + 6×2 = 22 = 2×11 + 0, so no tenth digit can be right.
@pytest.mark.parametrize("last", "0123456789")
def test_uln_with_remainder_nought_does_not_exist(last):
    assert not identifiers.is_uln("100000006" + last)


@pytest.mark.parametrize(
    "uln",
    [
        "1000000001",
        "100000000",
        "10000000000",
        "0000000042",
        "9999999999",
        "100000000O",
        "\uff11000000000",
        "",
        "1.23E+09",
    ],
)
def test_not_a_uln(uln):
    assert not identifiers.is_uln(uln)


def test_ulns_of_published_test_files_all_agree(shared):
    import re

    found = set()
    for file in sorted((shared / "data" / "formats" / "ilr").glob("*.xml")):
        found.update(re.findall(r"<ULN>(\d+)</ULN>", file.read_text(encoding="utf-8", errors="replace")))

    wrong = {uln for uln in found if not identifiers.is_uln(uln)}

    assert len(found) > 600
    assert wrong == {identifiers.TEMPORARY_ULN}


DRAWN = """
    rule                     number          holds
    is_ukprn                 10004180        yes
    is_ukprn                 20004180        no      # UKPRNs start with 1
    is_ukprn                 1000418         no
    is_ukprn                 1000418O        no
    is_ukprn                 1000418²        no
    is_urn                   104944          yes
    is_urn                   004944          no
    is_urn                   10494           no
    is_urn                   10494A          no
    is_urn                   10494²          no
    is_establishment_number  3434000         yes
    is_establishment_number  0434000         no
    is_establishment_number  4000            no
    is_establishment_number  343/400         no
    is_establishment_number  343400²         no
    is_nccis_id              3430000010001   yes
    is_nccis_id              343000001000    no
    is_nccis_id              343000001000X   no
    is_nccis_id              343000001000²   no
"""


@pytest.mark.parametrize("line", DRAWN.strip().splitlines()[1:])
def test_shapes_of_numbers(line):
    rule, number, holds = line.split("#")[0].split()

    assert getattr(identifiers, rule)(number) is (holds == "yes")
