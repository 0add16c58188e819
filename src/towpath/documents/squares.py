"""A web address as a square that a phone's camera reads (ISO/IEC 18004)."""

from base64 import b64encode
from typing import Any

from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

QUIET = 4
"""Light modules round the square, without which a camera may not find it."""


def square_of(address: str) -> str:
    """Return an address as a QR code: the source of an image, whole in itself."""
    code: Any = QRCode(error_correction=ERROR_CORRECT_M, border=QUIET)
    code.add_data(address)
    code.make(fit=True)
    rows = code.get_matrix()
    dark = "".join(
        f"M{across} {down}h1v1h-1z" for down, row in enumerate(rows) for across, is_dark in enumerate(row) if is_dark
    )
    drawn = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {len(rows)} {len(rows)}" shape-rendering="crispEdges">'
        f'<rect width="100%" height="100%" fill="#fff"/><path d="{dark}"/></svg>'
    )
    return f"data:image/svg+xml;base64,{b64encode(drawn.encode()).decode()}"
