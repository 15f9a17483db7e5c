"""The sentences of the program and their translations: gathered from the code, merged into each catalogue, compiled.

A catalogue is `resources/translations/CODE/LC_MESSAGES/assay.po`; the compiled `assay.mo` beside it is what the
program reads. `update` keeps what is translated, adds what is new and takes out what nobody says any more.
"""

import ast
import io
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from string import Formatter

from babel.messages import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

_UNDATED = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Sentence:
    """What is to be translated; `many` where it has a plural. `place` is the file that says it."""

    one: str
    many: str
    place: str


def sentences(root: Path) -> list[Sentence]:
    """Every sentence that the code marks, in the order of the files."""
    found: list[Sentence] = []
    for path in sorted((root / "app").rglob("*.py")):
        place = path.relative_to(root).as_posix()
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                found += (Sentence(one, many, place) for one, many in _said(node))
    return found


def _said(call: ast.Call) -> Iterator[tuple[str, str]]:
    name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
    if name in ("tr", "later") and call.args:
        yield from ((text, "") for text in _texts(call.args[0]) if text)
    elif name == "tr_many" and len(call.args) > 1:
        ones, manys = list(_texts(call.args[0])), list(_texts(call.args[1]))
        yield from zip(ones, manys, strict=False)
    elif name == "later_many" and len(call.args) > 1:
        yield from zip(_texts(call.args[0]), _texts(call.args[1]), strict=True)
    elif name == "counted" and len(call.args) > 1:
        manys = list(_texts(call.args[2])) if len(call.args) > 2 else []
        for at, one in enumerate(_texts(call.args[1])):
            many = manys[at] if at < len(manys) and manys[at] else f"{one}s"
            yield f"{{count}} {one}", f"{{count}} {many}"


def _texts(node: ast.expr) -> Iterator[str]:
    """The texts that an expression may be: one, or those of a choice between several."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from (*_texts(node.body), *_texts(node.orelse))
    elif isinstance(node, ast.BoolOp):
        for value in node.values:
            yield from _texts(value)


def gathered(root: Path) -> Catalog:
    """All sentences as an empty catalogue."""
    catalogue = Catalog(project="Assay", charset="utf-8", fuzzy=False)
    for said in sentences(root):
        id = (said.one, said.many) if said.many else said.one
        known = catalogue.get(said.one)
        if known is not None and isinstance(known.id, tuple) and not said.many:
            continue
        if known is not None and said.many and not isinstance(known.id, tuple):
            del catalogue[said.one]
        catalogue.add(id, locations=[(said.place, 1)])
    for message in catalogue:
        message.locations = sorted({(place, 1) for place, _ in message.locations})
    return catalogue


def read(root: Path, code: str) -> Catalog:
    """The catalogue of a language."""
    with (_folder(root, code) / "assay.po").open("rb") as file:
        return read_po(file, locale=code)


def update(root: Path, code: str) -> Catalog:
    """Bring a catalogue up to date with the code, compile it, and return it."""
    folder = _folder(root, code)
    folder.mkdir(parents=True, exist_ok=True)
    known = read(root, code) if (folder / "assay.po").is_file() else Catalog(locale=code)
    fresh = gathered(root)
    made = Catalog(locale=code, project="Assay", charset="utf-8", fuzzy=False, header_comment=f"# Assay in {code}")
    for message in sorted((one for one in fresh if one.id), key=lambda one: (one.locations[0][0], str(one.id))):
        before = known.get(message.id[0] if isinstance(message.id, tuple) else message.id)
        kept = (
            before.string
            if before is not None and isinstance(before.id, tuple) == isinstance(message.id, tuple)
            else ""
        )
        made.add(message.id, kept or None, locations=message.locations)
    (folder / "assay.po").write_bytes(_written(made))
    (folder / "assay.mo").write_bytes(compiled(made))
    return made


def _written(catalogue: Catalog) -> bytes:
    out = io.BytesIO()
    write_po(out, catalogue, width=120, omit_header=False, include_lineno=False)
    dated = re.compile(rb'^"(POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|Generated-By|'
                       rb'Report-Msgid-Bugs-To): [^\n]*\n', re.MULTILINE)  # fmt: skip
    return dated.sub(b"", out.getvalue())


def compiled(catalogue: Catalog) -> bytes:
    """A catalogue as the program reads it."""
    out = io.BytesIO()
    catalogue.creation_date = catalogue.revision_date = _UNDATED  # or it would differ from one minute to the next
    write_mo(out, catalogue)
    return out.getvalue()


def faults(message: Message) -> list[str]:
    """What is wrong with a translation: missing, other names in braces, other kinds of files, other spaces."""
    first, said = _ids(message)[0], _several(message.string)
    if not said or not all(said):
        return [f"not translated: {first!r}"]
    wrong = []
    for id, text in zip(_ids(message) * 2, said, strict=False):
        if _names(text) != _names(id) and not (len(said) > 1 and _names(text) <= _names(_ids(message)[-1])):
            wrong.append(f"other values: {id!r} -> {text!r}")
        if re.findall(r"\(\*[^)]*\)", id) != re.findall(r"\(\*[^)]*\)", text):
            wrong.append(f"other kinds of files: {id!r} -> {text!r}")
        if (id[:1] == " ", id[-1:] == " ") != (text[:1] == " ", text[-1:] == " "):
            wrong.append(f"other spaces around it: {id!r} -> {text!r}")
    return wrong


def _ids(message: Message) -> tuple[str, ...]:
    return _several(message.id)


def _several(said: object) -> tuple[str, ...]:
    return tuple(str(one or "") for one in said) if isinstance(said, (tuple, list)) else (str(said or ""),)


def _names(text: str) -> set[str]:
    return {name.partition(":")[0] for _, name, _, _ in Formatter().parse(text) if name}


def _folder(root: Path, code: str) -> Path:
    return root / "resources" / "translations" / code / "LC_MESSAGES"


def main(codes: list[str]) -> None:
    """Update these catalogues and say what is still to be done."""
    root = Path(__file__).resolve().parent.parent
    found = [fault for code in codes for message in update(root, code) if message.id for fault in faults(message)]
    print("\n".join(found) or "Everything is translated.")


if __name__ == "__main__":
    main(sys.argv[1:])
