"""
Pictures as they may be kept: what is seen on them, and nothing of where, when or with what they were taken.

Every picture is drawn anew from its dots, so that nothing hidden in the file comes along, whatever its maker called it.
"""

import io
from typing import BinaryIO

from PIL import Image, ImageOps, UnidentifiedImageError

MOST_DOTS = 60_000_000
LONGEST_SIDE = 3000
QUALITY = 85
KINDS = ("JPEG", "PNG")


class PictureRefusedError(ValueError):
    """It is not a picture that can be kept; the words say what to do."""


def drawn_anew(content: BinaryIO) -> BinaryIO:
    """
    Return a JPEG or PNG picture, upright, at most 3,000 dots a side, with nothing of its file but its dots.

    :raises PictureRefusedError: it is no such picture, is broken off, or has more dots than can be worked on
    """
    content.seek(0)
    try:
        with Image.open(content, formats=KINDS) as picture:
            width, height = picture.size
            if width * height > MOST_DOTS:
                raise PictureRefusedError("This picture is too large to work on. Take it again with a smaller size.")
            kept = "PNG" if picture.format == "PNG" else "JPEG"
            # The way up is told beside the dots, so it is followed before all that is told there is left behind.
            upright = ImageOps.exif_transpose(picture).convert("RGBA" if kept == "PNG" else "RGB")
    except PictureRefusedError:
        raise
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise PictureRefusedError(
            "This is not a photo that can be read. Take it again as JPG or PNG, or send a PDF."
        ) from None
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    clean = Image.new(upright.mode, upright.size)
    clean.paste(upright)
    out = io.BytesIO()
    clean.save(out, format=kept, quality=QUALITY)
    out.seek(0)
    return out
