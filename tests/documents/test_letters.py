"""Letters: one to a sheet, with the address first and words that cannot become markup."""

from lxml import html

from towpath.documents.letters import Letter, letters_page


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
