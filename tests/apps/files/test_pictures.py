"""What is kept of a picture: its dots, and nothing else of its file."""

from io import BytesIO

import pytest
from PIL import Image

from tests.factories.photos import photo_with_whereabouts, picture_with_words
from towpath.files import pictures
from towpath.files.pictures import LONGEST_SIDE, PictureRefusedError, drawn_anew


@pytest.mark.parametrize(("content", "kind"), [(photo_with_whereabouts(), "JPEG"), (picture_with_words(), "PNG")])
def test_nothing_of_a_picture_comes_along_but_its_dots(content: bytes, kind: str) -> None:
    assert b"Canary" in content

    kept = drawn_anew(BytesIO(content)).read()

    assert b"Canary" not in kept
    with Image.open(BytesIO(kept)) as picture:
        assert picture.format == kind
        assert not picture.getexif()
        assert not set(picture.info) - {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_a_picture_is_kept_small_enough_to_be_opened_on_a_phone() -> None:
    large = BytesIO()
    Image.new("RGB", (LONGEST_SIDE * 2, 100)).save(large, format="JPEG")

    with Image.open(drawn_anew(large)) as kept:
        assert kept.size == (LONGEST_SIDE, 50)


def test_a_picture_of_too_many_dots_is_refused_before_it_is_worked_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MOST_DOTS", 799)

    with pytest.raises(PictureRefusedError, match="too large to work on"):
        drawn_anew(BytesIO(photo_with_whereabouts()))


@pytest.mark.parametrize("content", [b"", b"MZ", b"GIF89a", photo_with_whereabouts()[:200]])
def test_what_is_no_photo_is_refused_with_what_to_do(content: bytes) -> None:
    with pytest.raises(PictureRefusedError, match="Take it again as JPG or PNG, or send a PDF"):
        drawn_anew(BytesIO(content))
