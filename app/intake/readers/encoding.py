"""Which encoding a text file is in: marks first, then strict UTF-8, then a guess that the person can change."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.intake.readers.wide import unmarked_wide

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
_UNUSED_IN_1252 = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
# Signs that no Western word holds between its letters; other code pages put their letters there.
_SIGNS_IN_WORDS = re.compile(
    r"(?<=[a-zß-ÿ])[¡-©«-±´-¶¸-¹»-¿×÷ƒ„†‡ˆ‰‹‘“”•˜›](?=[a-zß-ÿ])|[a-zß-ÿ][³¹¼¾¿¥£¦¶±](?![\d\w])"
)
_CAPITALS_IN_WORDS = re.compile(r"[a-zß-ÿ][À-ÖØ-ÞŠŒŽŸ][a-zß-ÿ]")
_RUNS = re.compile(r"[À-ÖØ-öø-ÿ¡-¿]{4,}")
_WESTERN_LETTERS = frozenset("àâäáãåæçèéêëìíîïñòóôõöøœùúûüßÿšžÀÂÄÁÃÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØŒÙÚÛÜŠŽ")
_DAMAGE = "bytes of Windows-1252 inside UTF-8"


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
            return Encoding(name, errors="replace")
    if unmarked := unmarked_wide(head):
        return Encoding(unmarked, errors="replace")
    skip = 0
    while head.startswith(_UTF8_BOM, skip):
        skip += len(_UTF8_BOM)
    seen = _look_through(path, _HEAD if head_only else None)
    if seen.valid_utf8:
        return Encoding(
            "utf-8-sig" if skip else "utf-8",
            errors="assay-windows-1252" if head_only else "strict",
            skip=skip,
            warnings=seen.warnings,
            control_z=seen.control_z,
            nulls=seen.nulls,
        )
    return _not_utf8(path, seen, skip)


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

    @property
    def warnings(self) -> tuple[str, ...]:
        said = []
        if self.twice:
            said.append(
                "Some text was damaged before it was saved (for example “Ã©” where “é” was meant); it is "
                "imported as it "
                "stands. Export the file again as UTF-8 to repair it."
            )
        if self.nulls:
            said.append("The file holds NUL characters; they are left out.")
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
            seen.high += piece[: _HEAD * 4]
    return seen


def _count_sequences(piece: bytes, seen: _Seen) -> None:
    for match in _HIGH.finditer(piece):
        run = match.group()
        good = _VALID_SEQUENCE.findall(run)
        seen.good += len(good)
        seen.bad += len(run) - sum(map(len, good))


def _not_utf8(path: Path, seen: _Seen, skip: int) -> Encoding:
    """Single-byte text, text of the East, or UTF-8 with some foreign lines pasted in."""
    common = {"control_z": seen.control_z, "nulls": seen.nulls}
    if skip or seen.good >= seen.bad:
        told = (
            f"{seen.bad} character{'s are' if seen.bad != 1 else ' is'} not valid UTF-8 (rows of two encodings in one "
            "file); they are read as Windows-1252. Please check the names with accents.",
        )
        return Encoding(
            "utf-8-sig" if skip else "utf-8", "assay-windows-1252", skip, True, told + seen.warnings, **common
        )
    if _western(seen.high):
        return Encoding("cp1252", "replace", warnings=seen.warnings, **common)
    return _guessed(seen, common)


def _western(sample: bytes) -> bool:
    """True where the high bytes read as Windows-1252 are Western letters in plausible places."""
    if _UNUSED_IN_1252.search(sample):
        return False
    text = sample.decode("cp1252", "replace")
    letters = [c for c in text if c > "\x7f" and c.isalpha()]
    if not letters:
        return True
    odd = len(_SIGNS_IN_WORDS.findall(text)) + len(_CAPITALS_IN_WORDS.findall(text)) + 2 * len(_RUNS.findall(text))
    western = sum(c in _WESTERN_LETTERS for c in letters)
    return odd <= len(letters) * 0.1 and western >= len(letters) * 0.75


_ASIAN = ("cp932", "gb18030", "euc_kr", "big5")
_OTHERS = (
    "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257",
    "koi8_r", "mac_roman", "cp850", "cp437", "iso8859_2", "iso8859_15",
)  # fmt: skip


def _guessed(seen: _Seen, common: dict[str, bool]) -> Encoding:
    """Let charset-normalizer choose among the code pages people still save in; the guess is shown."""
    from charset_normalizer import from_bytes  # slow to import, seldom needed

    best = from_bytes(seen.high, cp_isolation=[*_ASIAN, *_OTHERS, "cp1252"]).best()
    if best is None:
        return Encoding("cp1252", "replace", sure=False, warnings=seen.warnings, **common)
    name = codecs.lookup(best.encoding).name
    told = (
        f"The encoding was guessed as {name}. Please check the letters, and choose another encoding if they are wrong."
    )
    return Encoding(name, "replace", sure=True, warnings=(told, *seen.warnings), **common)
