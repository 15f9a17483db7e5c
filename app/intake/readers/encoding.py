"""Which encoding a text file is in: marks first, then strict UTF-8, then a guess that the person can change."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.intake.readers.code_pages import MAKES_WORDS, best_reading
from app.intake.readers.wide import unmarked_wide
from app.language import tr, tr_many

_STEP = 1 << 20
_HEAD = 1 << 16
_UTF8_BOM = codecs.BOM_UTF8
_MARKS = (  # the longer mark first: the one of UTF-32-LE begins with the one of UTF-16-LE
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HIGH = re.compile(rb"[\x80-\xff]+")
_VALID_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_TWICE_ENCODED = re.compile(rb"\xc3\x83\xc2[\x80-\xbf]|\xc3\x83[\xc5\xe2]|\xc3\xa2\xe2\x82\xac|\xc3\x82\xc2[\xa0-\xbf]")


def _as_1252(error: UnicodeError) -> tuple[str, int]:
    """Read bytes that are no UTF-8 as Windows-1252: files pasted together hold both."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    bad = error.object[error.start : error.end]
    return bad.decode("cp1252", "replace"), error.end


codecs.register_error("assay-windows-1252", _as_1252)


@dataclass(frozen=True, slots=True)
class Encoding:
    """The encoding as Python names it, how decoding errors are met, and what the person should know."""

    name: str
    errors: str = "strict"
    skip: int = 0  # bytes of superfluous marks at the start
    sure: bool = True
    warnings: tuple[str, ...] = ()
    control_z: bool = False  # DOS end of file somewhere
    nulls: bool = False

    @property
    def codec(self) -> str:
        """The codec to open the file with; `skip` already leaves a mark of UTF-8 out."""
        return "utf-8" if self.name == "utf-8-sig" else self.name


def guess_encoding(path: Path, chosen: str | None = None, *, head_only: bool = False) -> Encoding:
    """Look at the bytes of the whole file (or its first 64 kB) and say how to decode them."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if chosen:
        return _chosen(head, chosen)
    for mark, name in _MARKS:
        if head.startswith(mark):
            skip = 0
            while head.startswith(mark, skip + len(mark)):
                skip += len(mark)
            return Encoding(name, errors="replace", skip=skip, nulls=True)
    if unmarked := unmarked_wide(head):
        return Encoding(unmarked, errors="replace", nulls=True)
    skip = 0
    while head.startswith(_UTF8_BOM, skip):
        skip += len(_UTF8_BOM)
    seen = _look_through(path, _HEAD if head_only else None)
    if seen.escapes and not seen.good and seen.valid_utf8:
        return Encoding("iso2022_jp", errors="replace", warnings=seen.warnings, nulls=seen.nulls)
    if seen.valid_utf8:
        return Encoding(
            "utf-8-sig" if skip else "utf-8",
            errors="assay-windows-1252" if head_only else "strict",
            skip=skip,
            warnings=seen.warnings,
            control_z=seen.control_z,
            nulls=seen.nulls,
        )
    return _not_utf8(seen, skip)


def _chosen(head: bytes, chosen: str) -> Encoding:
    """The encoding a person named; bytes it cannot read are replaced and said."""
    name = codecs.lookup(chosen).name
    skip = 3 if name in ("utf-8", "utf-8-sig") and head.startswith(_UTF8_BOM) else 0
    return Encoding("utf-8-sig" if skip else name, errors="replace", skip=skip, control_z=b"\x1a" in head, nulls=True)


@dataclass(slots=True)
class _Seen:
    """What one walk through the bytes told."""

    valid_utf8: bool = True
    good: int = 0
    bad: int = 0
    high: bytes = b""
    control_z: bool = False
    nulls: bool = False
    twice: bool = False
    escapes: bool = False  # of ISO-2022-JP, which is ASCII by its bytes

    @property
    def warnings(self) -> tuple[str, ...]:
        said = []
        if self.twice:
            said.append(
                tr(
                    "Some text was damaged before it was saved (for example “Ã©” where “é” was meant); it is imported "
                    "as it stands. Export the file again as UTF-8 to repair it."
                )
            )
        if self.nulls:
            said.append(tr("The file holds NUL characters; they are left out."))
        return tuple(said)


def _pieces(path: Path, limit: int | None) -> Iterator[bytes]:
    """Pieces that end with a whole line where there is one, so that no character is cut in two."""
    rest, done = b"", 0
    with path.open("rb") as file:
        while piece := file.read(_STEP if limit is None else min(_STEP, limit - done)):
            done += len(piece)
            cut = max(piece.rfind(b"\n"), piece.rfind(b"\r")) + 1
            if not cut:
                cut = len(piece) - 4 if len(piece) > 4 else 0
                while cut and piece[cut] & 0xC0 == 0x80:
                    cut -= 1
            yield rest + piece[:cut]
            rest = piece[cut:]
            if limit is not None and done >= limit:
                return  # a character may be cut here: what is left is not judged
    yield rest


def _look_through(path: Path, limit: int | None) -> _Seen:
    """Walk through the bytes once: is it UTF-8, how often not, and what else is in it."""
    seen = _Seen()
    for piece in _pieces(path, limit):
        seen.control_z = seen.control_z or b"\x1a" in piece
        seen.nulls = seen.nulls or b"\0" in piece
        if piece.isascii():
            seen.escapes = seen.escapes or b"\x1b$" in piece
            continue
        try:
            piece.decode("utf-8")
            seen.good += 1
        except UnicodeDecodeError:
            seen.valid_utf8 = False
            _count_sequences(piece, seen)
        if not seen.twice and b"\xc3" in piece:
            seen.twice = bool(_TWICE_ENCODED.search(piece))
        if not seen.valid_utf8 and len(seen.high) < _HEAD:
            seen.high += b"".join(line for line in piece.splitlines(keepends=True) if not line.isascii())[:_HEAD]
    return seen


def _count_sequences(piece: bytes, seen: _Seen) -> None:
    for match in _HIGH.finditer(piece):
        run = match.group()
        good = _VALID_SEQUENCE.findall(run)
        seen.good += len(good)
        seen.bad += len(run) - sum(map(len, good))


def _not_utf8(seen: _Seen, skip: int) -> Encoding:
    """Single-byte text, text of the East, or UTF-8 with some foreign lines pasted in."""
    common = {"control_z": seen.control_z, "nulls": seen.nulls}
    if skip or seen.good >= seen.bad:
        told = (
            tr_many(
                "{count} character is not valid UTF-8 (rows of two encodings in one file); they are read as "
                "Windows-1252. Please check the names with accents.",
                "{count} characters are not valid UTF-8 (rows of two encodings in one file); they are read as "
                "Windows-1252. Please check the names with accents.",
                seen.bad,
            ),
        )
        return Encoding(
            "utf-8-sig" if skip else "utf-8", "assay-windows-1252", skip, True, told + seen.warnings, **common
        )
    return _by_letters(seen, common)


def _by_letters(seen: _Seen, common: dict[str, bool]) -> Encoding:
    """The code page whose letters make words; where none clearly does, the person is asked."""
    reading = best_reading(seen.high[:_HEAD])
    if reading is None or reading.score < MAKES_WORDS:
        return Encoding(_by_statistics(seen.high), "replace", sure=False, warnings=seen.warnings, **common)
    return Encoding(reading.codec, "replace", sure=reading.sure, warnings=seen.warnings, **common)


def _by_statistics(sample: bytes) -> str:
    """A proposal for letters of a language that `letters.yaml` does not hold."""
    from charset_normalizer import from_bytes  # slow to import, seldom needed

    best = from_bytes(sample[:_HEAD]).best()
    return "cp1252" if best is None else codecs.lookup(best.encoding).name
