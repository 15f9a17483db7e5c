"""What dropped files are: workspaces, returned handoffs and reviews, playbooks, mappings, views, or lists to import."""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, fields
from html import unescape
from pathlib import Path
from zipfile import ZipFile

from app.domain.counting import together
from app.domain.playbook.field_words import BOOK_GUIDE
from app.domain.playbook.sections import SECTIONS
from app.intake.archives import BROKEN
from app.language import later_many, number, tr, tr_many
from app.services.views import ENDING as VIEW
from app.store.workspace import SUFFIX

LISTS = frozenset(
    (".csv", ".tsv", ".txt", ".tab", ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".vcf", ".html", ".htm", ".xml")
)  # what is taken out of a folder; any other file named by itself is read all the same, and said why not
TEXTS = (".yaml", ".yml")
_SHEET = re.compile(r"""<(?:\w+:)?sheet\s[^>]*?\bname=["']([^"']*)["']""")
_REVIEW = frozenset(("Summary", "Exceptions", "Definitions & Checks"))  # sheets that only a review has together
MOST = 200  # files of a folder; whoever has more means some of them
_NAMES = {
    "workspaces": later_many("{count} workspace", "{count} workspaces"),
    "replies": later_many("{count} returned handoff", "{count} returned handoffs"),
    "reviews": later_many("{count} returned review", "{count} returned reviews"),
    "playbooks": later_many("{count} playbook", "{count} playbooks"),
    "mappings": later_many("{count} file of mappings", "{count} files of mappings"),
    "views": later_many("{count} saved view", "{count} saved views"),
    "lists": later_many("{count} list to import", "{count} lists to import"),
}


@dataclass(frozen=True, slots=True)
class ArrivedFiles:
    """Dropped files by what they are; `left` are sentences on what of folders is left alone."""

    workspaces: tuple[Path, ...] = ()
    replies: tuple[Path, ...] = ()
    reviews: tuple[Path, ...] = ()
    playbooks: tuple[Path, ...] = ()
    mappings: tuple[Path, ...] = ()
    views: tuple[Path, ...] = ()
    lists: tuple[Path, ...] = ()
    left: tuple[str, ...] = ()

    @property
    def kinds(self) -> tuple[str, ...]:
        """Which kinds there are, in the order in which they are named."""
        return tuple(kind for kind in _NAMES if getattr(self, kind))

    @property
    def says(self) -> str:
        """What was dropped, in a sentence, and what of it was left alone."""
        told = together([tr_many(*_NAMES[kind], len(files)) for kind in self.kinds if (files := self.of(kind))])
        return " ".join((*([tr("Dropped: {files}.", files=told)] if told else []), *self.left))

    def of(self, kind: str) -> tuple[Path, ...]:
        """The files of one kind."""
        found: tuple[Path, ...] = getattr(self, kind)
        return found

    def without(self, kind: str) -> "ArrivedFiles":
        """The rest, once one kind is dealt with."""
        rest = {field.name: getattr(self, field.name) for field in fields(self)}
        return ArrivedFiles(**{**rest, kind: (), "left": ()})


def arrived(paths: Sequence[Path]) -> ArrivedFiles:
    """Tell dropped files apart by a quick look, folders opened; reading them says whether the look was right."""
    sorted_: dict[str, list[Path]] = {kind: [] for kind in _NAMES}
    left: list[str] = []
    for path in paths:
        for file in _files(path, left):
            sorted_[_kind(file)].append(file)
    return ArrivedFiles(**{kind: tuple(files) for kind, files in sorted_.items()}, left=tuple(left))


def _files(path: Path, left: list[str]) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    inside = [file for file in sorted(path.iterdir()) if file.is_file() and not file.name.startswith((".", "~$"))]
    ours = [file for file in inside if file.suffix.casefold() in (LISTS | {SUFFIX, VIEW, *TEXTS})]
    if len(ours) > MOST:
        held = number(len(ours))
        left.append(tr("The folder {name} holds {count} files; drop those that you mean.", name=path.name, count=held))
        return
    if not ours:
        left.append(tr("The folder {name} holds nothing that Assay reads.", name=path.name))
    elif len(inside) > len(ours):
        others = len(inside) - len(ours)
        left.append(
            tr_many(
                "{count} other file in {name} left alone.",
                "{count} other files in {name} left alone.",
                others,
                name=path.name,
            )
        )
    yield from ours


def _kind(path: Path) -> str:
    ending = path.suffix.casefold()
    if ending == SUFFIX:
        return "workspaces"
    if ending == VIEW:
        return "views"
    if ending in TEXTS:
        return "mappings" if _begins(path, b"mappings:") else "playbooks"
    from app.services.replies import is_reply

    if is_reply(path):
        return "replies"
    if ending not in (".xlsx", ".xlsm"):
        return "lists"
    sheets = _sheets(path)
    if sheets >= _REVIEW:
        return "reviews"
    return "playbooks" if ending == ".xlsx" and _is_playbook_book(sheets) else "lists"


def _begins(path: Path, words: bytes) -> bool:
    try:
        with path.open("rb") as file:
            return any(line.startswith(words) for line in file.read(4_000).splitlines())
    except OSError:  # reading it says what is the matter
        return False


def _is_playbook_book(sheets: Set[str]) -> bool:
    """True where a workbook has the sheet that explains it, or most sheets of a playbook."""
    known = sum(section.label in sheets for section in SECTIONS)
    return BOOK_GUIDE in sheets or known > len(SECTIONS) // 2


def _sheets(path: Path) -> frozenset[str]:
    """The names of the sheets of a workbook, by a look at its table of contents; none where it is damaged."""
    try:
        with ZipFile(path) as package, package.open("xl/workbook.xml") as part:
            book = part.read(200_000).decode("utf-8", "replace")  # never unpacked whole: it may be a bomb
    except BROKEN:
        return frozenset()
    return frozenset(unescape(name) for name in _SHEET.findall(book))
