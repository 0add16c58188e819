"""Letters: one to a sheet, with the address first and words that cannot become markup."""

from base64 import b64decode

from lxml import html

from towpath.documents.letters import Letter, letters_page
from towpath.documents.squares import square_of


def letter(**said: object) -> Letter:
    given = {"sender": "Saltmarsh", "address": ("Wren", "4 Ropewalk"), "day": "31 January 2026", "subject": "Hello"}
    return Letter(**(given | {"words": "Dear Wren,\n\nYou can\n- ring\n- write\n\nAsha\nSaltmarsh"} | said))  # type: ignore[arg-type]


def test_each_letter_has_a_sheet_its_address_and_its_lists() -> None:
    page = html.fromstring(letters_page([letter(), letter(is_easy=True, words="Hi.")]))

    first, second = page.findall(".//article")
    assert [line.text for line in first.findall("div/p")] == ["Wren", "4 Ropewalk"]
    assert [item.text for item in first.findall("ul/li")] == ["ring", "write"]
    assert [(line.tail or "").strip() for line in first.findall(".//br")] == ["Saltmarsh"]
    assert second.get("class") == "easy"


def test_words_are_words_and_never_markup() -> None:
    page = letters_page([letter(words="<script>x</script>", subject="<b>")])

    assert "<script" not in page
    assert "<b>" not in page


def test_a_letter_with_a_link_has_it_as_a_picture_for_a_camera() -> None:
    address = "https://towpath.saltmarsh.example/a/ABCDEFGHJKLM/"
    page = html.fromstring(letters_page([letter(link=address), letter()]))

    pictures = page.xpath("//img")
    assert [each.get("alt") for each in pictures] == ["The same web address, for the camera of a phone"]
    assert pictures[0].get("src") == square_of(address) != square_of(f"{address}2")


def test_a_square_has_the_three_corners_that_a_camera_looks_for() -> None:
    drawn = b64decode(square_of("https://a.example/a/ABCDEFGHJKLM/").partition(",")[2]).decode()
    side = int(drawn.split('viewBox="0 0 ')[1].split()[0])

    # A corner's outer ring is seven modules a side, within four light ones: ISO/IEC 18004, 5.3.2.1.
    for across, down in ((4, 4), (side - 11, 4), (4, side - 11)):
        assert all(f"M{across + n} {down}h1" in drawn for n in range(7))
        assert f"M{across + 1} {down + 1}h1" not in drawn
