"""Photos as a phone makes them: the picture, and beside it where it was taken and with what."""

import io

from PIL import Image
from PIL.PngImagePlugin import PngInfo

MAKE, ORIENTATION, GPS, GPS_LATITUDE_REF, GPS_LATITUDE = 0x010F, 0x0112, 0x8825, 1, 2
ON_ITS_SIDE = 6


def photo_with_whereabouts() -> bytes:
    """Return a photo of 40 by 20 dots, to be turned by a quarter, that says where it was taken."""
    picture, exif, out = Image.new("RGB", (40, 20), "white"), Image.Exif(), io.BytesIO()
    exif[MAKE], exif[ORIENTATION] = "Canary Phone", ON_ITS_SIDE
    exif.get_ifd(GPS).update({GPS_LATITUDE_REF: "N", GPS_LATITUDE: (53.0, 38.0, 0.0)})
    picture.save(out, format="JPEG", exif=exif, comment=b"Canary comment", icc_profile=b"Canary profile")
    return out.getvalue() + b"Canary film behind the picture"


def picture_with_words() -> bytes:
    """Return a picture of a screen that says what was on it in words beside the dots."""
    words, out = PngInfo(), io.BytesIO()
    words.add_text("Comment", "Canary words")
    Image.new("RGBA", (8, 8), (0, 0, 0, 0)).save(out, format="PNG", pnginfo=words)
    return out.getvalue()
