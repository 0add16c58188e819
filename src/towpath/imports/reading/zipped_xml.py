"""Take the one XML file out of a zip, as schools' systems pack their transfer files."""

import zipfile
import zlib

from towpath.imports.reading.refusals import Limits, refusal
from towpath.imports.reading.sheets import Source, opened

CHUNK = 1 << 18
MOST_PARTS = 5_000
OFFICE = ("[Content_Types].xml", "content.xml", "xl/", "word/", "ppt/")
"""What the names of some part begin with in a workbook, letter or show of slides, which are zips of XML too."""


def the_one_xml(source: Source, limits: Limits) -> bytes:
    """
    Return the XML file inside a zip; what it is called, and what else lies beside it, does not matter.

    :raises FileRefused: it holds none or several, is a workbook, is damaged, has a password, or unpacks to more than we
        read
    """
    try:
        with opened(source) as stream, zipfile.ZipFile(stream) as package:
            if len(package.infolist()) > MOST_PARTS:
                raise refusal("file.archive")
            found = [entry for entry in package.infolist() if _is_xml(entry.filename)]
            if not found or any(name.startswith(OFFICE) for name in package.namelist()):
                raise refusal("file.xml_expected")
            if len(found) > 1:
                raise refusal("file.several_in_archive", limit=len(found))
            return _unpacked(package, found[0], limits)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, UnicodeError, ValueError):
        # The zip module answers a way of packing it does not know with NotImplementedError.
        raise refusal("file.damaged") from None
    except RuntimeError:
        # The zip module's word for an encrypted part.
        raise refusal("file.password") from None


def _is_xml(name: str) -> bool:
    # A Mac packs a shadow of each file beside it.
    return name.lower().endswith(".xml") and not name.startswith("__MACOSX/")


def _unpacked(package: zipfile.ZipFile, entry: zipfile.ZipInfo, limits: Limits) -> bytes:
    """Return what comes out, counted as it comes: what the index says of its size may be a lie."""
    content = bytearray()
    with package.open(entry) as part:
        while piece := part.read(CHUNK):
            content += piece
            if len(content) > limits.file_bytes:
                raise refusal("file.too_large", limit=limits.file_bytes // 1024 // 1024)
    return bytes(content)
