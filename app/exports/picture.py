"""A picture in a sheet, from the bytes of a PNG: openpyxl asks for Pillow only to learn what the file itself says."""

import struct

from openpyxl.drawing.image import Image

_HEAD = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
_DENSITY = b"pHYs"
_USUAL = 96 / 0.0254  # pixels to a metre of a screen, and of openpyxl


class Picture(Image):
    """A PNG picture in the size that its own density gives it."""

    def __init__(self, png: bytes) -> None:
        if not png.startswith(_HEAD) or len(png) < len(_HEAD) + 8:
            raise ValueError("not the bytes of a PNG file")
        across, down = struct.unpack(">II", png[len(_HEAD) : len(_HEAD) + 8])
        density = _per_metre(png)
        self._png, self.format = png, "png"
        self.width, self.height = round(across * _USUAL / density), round(down * _USUAL / density)

    @property
    def points_wide(self) -> float:
        """The width in points of paper."""
        return float(self.width) * 72 / 96

    @property
    def points_high(self) -> float:
        """The height in points of paper."""
        return float(self.height) * 72 / 96

    @property
    def wide(self) -> bool:
        """True where it lies."""
        return bool(self.width > self.height)

    def _data(self) -> bytes:
        """What goes into the package: the file as it is."""
        return self._png


def _per_metre(png: bytes) -> float:
    """The density that the file gives, in pixels to a metre; that of a screen where it gives none."""
    at = png.find(_DENSITY, 0, 1000)
    if at < 0 or png[at + 12 : at + 13] != b"\1":
        return _USUAL
    return float(struct.unpack(">I", png[at + 4 : at + 8])[0]) or _USUAL
