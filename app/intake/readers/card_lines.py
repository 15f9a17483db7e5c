"""The lines of address cards: unfolded, cut into name, types and value, and decoded."""

import binascii
import codecs
import quopri
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_PARAMETER = re.compile(r';([^=;:"]*)(?:=((?:"[^"]*"|[^;:"])*))?')
_NAME = re.compile(r"[\w.-]+", re.ASCII)
_KNOWN = re.compile(
    r"(?:[\w-]+\.)?(?:BEGIN|END|VERSION|N|FN|TEL|EMAIL|ADR|LABEL|ORG|TITLE|ROLE|NOTE|URL|BDAY|PHOTO|UID|REV|CATEGORIES|"
    r"X-[\w-]+)[;:]",
    re.ASCII | re.IGNORECASE,
)
_FRAME = re.compile(r"\s*(?:BEGIN|END)\s*:\s*VCARD\s*", re.IGNORECASE)
_BASE64_LINE = re.compile(r"[ \t]*[A-Za-z0-9+/]+={0,2}[ \t]*")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_TYPE_WORDS = frozenset({"base64", "b", "quoted-printable", "8bit", "7bit"})
_BEGINNING = 1_000  # characters: the name of a property and what is said of it
BINARY = frozenset({"PHOTO", "LOGO", "SOUND", "KEY"})


@dataclass(frozen=True, slots=True)
class CardLine:
    """One property of a card: its name in capitals, the group before it, its types and parameters, its raw value."""

    name: str
    value: str
    group: str = ""
    types: frozenset[str] = frozenset()
    parameters: frozenset[tuple[str, str]] = frozenset()
    binary: bool = False

    def parts(self, separator: str = ";") -> list[str]:
        """The components between separators that are not escaped, without their escapes."""
        return [unescaped(part) for part in split_unescaped(self.value, separator)]

    @property
    def text(self) -> str:
        """The whole value as it is meant."""
        return unescaped(self.value)

    @property
    def preference(self) -> int:
        """1 for the preferred one of several, 101 for any other."""
        said = next((value for name, value in self.parameters if name == "PREF" and value.isdigit()), "")
        return int(said[:3]) if said else 1 if "pref" in self.types else 101


class _Whole:
    """A line that is being put together from pieces; what it is shows in its beginning."""

    def __init__(self, line: str) -> None:
        self._pieces = [line]
        self._beginning = line[:_BEGINNING]

    def __str__(self) -> str:
        return "".join(self._pieces)

    def add(self, line: str) -> None:
        self._pieces.append(line)
        if len(self._beginning) < _BEGINNING:
            self._beginning = (self._beginning + line)[:_BEGINNING]

    def add_after_break(self, line: str) -> None:
        """In the place of the sign at the end that breaks the line softly."""
        self._pieces[-1] = self._pieces[-1][:-1]
        self.add(line)

    @property
    def breaks_softly(self) -> bool:
        return self._pieces[-1].endswith("=") and "QUOTED-PRINTABLE" in self._head

    @property
    def is_a_frame(self) -> bool:
        return _FRAME.fullmatch(self._beginning) is not None

    @property
    def _head(self) -> str:
        return self._beginning.partition(":")[0].upper()

    def goes_on(self, line: str) -> bool:
        """A row of base64 below a picture that is not indented, as some phones write it."""
        name = re.split("[;.]", self._head, maxsplit=1)[0]
        binary = "BASE64" in self._head or "ENCODING=B" in self._head or name in BINARY
        return binary and ":" in self._beginning and _BASE64_LINE.fullmatch(line) is not None


def unfolded(lines: Iterable[str]) -> Iterator[str]:
    """Physical lines put together: continuation lines, soft breaks of quoted-printable, rows of base64."""
    whole: _Whole | None = None
    soft = blank = False
    for physical in lines:
        line = physical.rstrip("\r\n")
        if not line.strip():
            blank = True
            continue
        if whole is not None and soft and not _ends_soft(line, blank):
            whole.add_after_break(line)
        elif whole is not None and line[0] in " \t" and not whole.is_a_frame:
            whole.add(line[1:])
        elif whole is not None and whole.goes_on(line):
            whole.add(line.strip())
        else:
            if whole is not None:
                yield str(whole)
            whole = _Whole(line)
        soft, blank = whole.breaks_softly, False
    if whole is not None:
        yield str(whole)


def _ends_soft(line: str, blank: bool) -> bool:
    """A value may end with the sign of a soft break that nothing follows: the next line is a property of its own."""
    found = _KNOWN.match(line)
    return found is not None and (blank or found[0].isupper())


def card_line(line: str) -> CardLine | None:
    """A line as a property; None where it is none."""
    found = _NAME.match(line)
    if not found:
        return None
    at = found.end()
    types: set[str] = set()
    parameters: dict[str, str] = {}
    while parameter := _PARAMETER.match(line, at):
        _note(parameter[1], parameter[2], types, parameters)
        at = parameter.end()
    if not line.startswith(":", at):
        return None
    group, _, name = found[0].upper().rpartition(".")
    value = line[at + 1 :]
    encoding = parameters.get("ENCODING", "").lower()
    if encoding == "quoted-printable":
        value = _quoted_printable(value, parameters.get("CHARSET", ""))
    binary = name in BINARY and not value.lstrip().lower().startswith(("http:", "https:"))
    if encoding in ("b", "base64") and not binary:
        value = _base64(value, parameters.get("CHARSET", ""))
    return CardLine(name.replace("_", "-"), value, group, frozenset(types), frozenset(parameters.items()), binary)


def _note(name: str, value: str | None, types: set[str], parameters: dict[str, str]) -> None:
    """One parameter; 2.1 writes types and encodings without their names."""
    if value is None:
        word = name.strip().lower()
        if word in _TYPE_WORDS:
            parameters["ENCODING"] = word
        elif word:
            types.add(word)
    elif name.strip().upper() == "TYPE":
        types.update(word.strip().lower() for word in value.replace('"', "").split(",") if word.strip())
    else:
        parameters.setdefault(name.strip().upper(), value.strip().strip('"'))


def _decoded(raw: bytes, charset: str) -> str:
    """Bytes by the charset a card names; by UTF-8, then Windows-1252, where the name is wrong or missing."""
    for codec in (charset, "utf-8"):
        try:
            return codecs.decode(raw, codec or "utf-8")
        except (LookupError, UnicodeDecodeError, ValueError):
            continue
    return raw.decode("cp1252", "replace")


def _quoted_printable(value: str, charset: str) -> str:
    if not value.isascii():  # letters that should have been encoded and were not
        return re.sub(
            r"(?:=[0-9A-Fa-f]{2})+", lambda run: _decoded(quopri.decodestring(run[0].encode()), charset), value
        )
    return _decoded(quopri.decodestring(value.rstrip("=").encode()), charset)


def _base64(value: str, charset: str) -> str:
    try:
        return _decoded(binascii.a2b_base64("".join(value.split()), strict_mode=True), charset)
    except (ValueError, UnicodeEncodeError):
        return value


def split_unescaped(value: str, separator: str) -> list[str]:
    """Cut at separators that no backslash stands before."""
    if separator not in value:
        return [value]
    if "\\" not in value:
        return value.split(separator)
    parts, start, at = [], 0, 0
    while at < len(value):
        if value[at] == "\\":
            at += 1
        elif value[at] == separator:
            parts.append(value[start:at])
            start = at + 1
        at += 1
    parts.append(value[start:])
    return parts


def unescaped(text: str) -> str:
    r"""A value without its backslashes: `\n` is a line break; of other letters the backslash is kept."""
    if "\\" not in text:
        return text
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[0] if found[1].isalnum() else found[1], text)
