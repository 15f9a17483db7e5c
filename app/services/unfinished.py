"""The unfinished import: what was chosen so far survives the window, a crash and a power cut, and is offered again.

It is no fact of the team's: keeping and leaving it write no history and are nothing to undo (`Desk.tend` serves them).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import delete, select

from app.intake.choices import Choices
from app.intake.readers.clip import better_clip
from app.intake.readers.pasted import Pasted
from app.language import tr
from app.services.imports import ImportChoices
from app.services.work import Changed, Work
from app.store.tables import UnfinishedImport, UnfinishedSource

_NOT_KEPT = frozenset({"password", "remembered"})  # a secret; and what the workspace remembers anyway


@dataclass(frozen=True, slots=True)
class Source:
    """A file to import, or a clip: its path is then where it was put for this run of the program."""

    path: Path
    pasted: Pasted | None = None


@dataclass(frozen=True, slots=True)
class Unfinished:
    """What was chosen so far, and on which page of the wizard (`step`). `at` and `by` are filled in when it is kept.

    On return `missing` names the files that are gone and `altered` those that are no longer as they were, whose rows
    lost what was decided about them one by one; `sources` holds only files that are there.
    """

    sources: tuple[Source, ...]
    choices: ImportChoices
    step: int = 0
    at: datetime | None = None
    by: str = ""
    missing: tuple[Path, ...] = ()
    altered: tuple[Path, ...] = ()


def pasted_source(work: Work, text: str, html: str) -> Source:
    """The better form of a clip, put where it can be read like a file; a large one takes a while."""
    pasted = better_clip(text, html)
    return Source(pasted.put(), pasted)


def keep_unfinished(work: Work, unfinished: Unfinished) -> Changed:
    """Keep what was chosen, in the place of what was kept before; passwords are left out. Cheap: call it freely."""
    _keep_sources(work, unfinished.sources)
    places = {source.path: place for place, source in enumerate(unfinished.sources)}
    choices = _written_choices(unfinished.choices, places)
    kept = UnfinishedImport(id=1, choices=choices, step=unfinished.step, at=work.now, by=work.by)
    work.session.merge(kept)
    return Changed(tr("Keep the unfinished import"))


def unfinished(work: Work) -> Unfinished | None:
    """The import that was begun and not finished; clips are put into private files again. None where there is none."""
    kept = work.session.get(UnfinishedImport, 1)
    if kept is None:
        return None
    rows = work.session.scalars(select(UnfinishedSource).order_by(UnfinishedSource.place)).all()
    sources = {row.place: _source(row) for row in rows}
    gone = {row.place for row in rows if row.pasted is None and not sources[row.place].path.exists()}
    altered = {row.place for row in rows if row.place not in gone and row.seen != _seen(sources[row.place])}
    paths = {place: source.path for place, source in sources.items() if place not in gone}
    return Unfinished(
        tuple(source for place, source in sources.items() if place not in gone),
        _read_choices(kept.choices, paths, altered),
        kept.step,
        kept.at,
        kept.by,
        tuple(sources[place].path for place in sorted(gone)),
        tuple(sources[place].path for place in sorted(altered)),
    )


def forget_unfinished(work: Work) -> Changed:
    """Leave the unfinished import: nothing of it stays, least of all what was pasted."""
    work.session.execute(delete(UnfinishedSource))
    work.session.execute(delete(UnfinishedImport))
    return Changed(tr("Leave the unfinished import"))


def finish_unfinished(work: Work, paths: Iterable[Path]) -> None:
    """Nothing is unfinished any more where these files are all that was chosen: they are imported now."""
    kept = set(work.session.scalars(select(UnfinishedSource.path)))
    if kept and kept <= set(map(str, paths)):
        forget_unfinished(work)


# --- files and clips --------------------------------------------------------------------------------------------------


def _keep_sources(work: Work, sources: Sequence[Source]) -> None:
    """Write the sources only where they are others than before: a clip may be long, and choices change often."""
    kept = work.session.execute(
        select(UnfinishedSource.path, UnfinishedSource.seen).order_by(UnfinishedSource.place)
    ).all()
    wanted = [(str(source.path), _seen(source)) for source in sources]
    if [tuple(row) for row in kept] == wanted:
        return
    work.session.execute(delete(UnfinishedSource))
    work.session.add_all(
        UnfinishedSource(
            place=place,
            path=path,
            seen=seen,
            pasted=None if source.pasted is None else _keepable(source.pasted.content),
            html=source.pasted is not None and source.pasted.html,
        )
        for place, (source, (path, seen)) in enumerate(zip(sources, wanted, strict=True))
    )


def _keepable(text: str) -> str:
    """Half characters, which a clipboard may hold, are none."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def _seen(source: Source) -> str:
    """Size and time of a file as it is now; a clip never changes, its path says what it holds."""
    if source.pasted is not None:
        return ""
    try:
        state = source.path.stat()
    except OSError:
        return ""
    return f"{state.st_size} {state.st_mtime_ns}"


def _source(row: UnfinishedSource) -> Source:
    if row.pasted is None:
        return Source(Path(row.path))
    pasted = Pasted(row.pasted, row.html)
    return Source(pasted.put(), pasted)


# --- choices ----------------------------------------------------------------------------------------------------------


def _written_choices(choices: ImportChoices, places: Mapping[Path, int]) -> dict[str, Any]:
    own = choices.defaults_by_file
    return {
        "reading": _written_reading(choices.reading),
        "by_file": [[places[path], _written_reading(own)] for path, own in choices.by_file.items() if path in places],
        "defaults": dict(choices.defaults),
        "defaults_by_file": [[places[path], dict(defaults)] for path, defaults in own.items() if path in places],
        "acts": [
            [places[path], table, record, act] for (path, table, record), act in choices.acts.items() if path in places
        ],
    }


def _read_choices(written: Mapping[str, Any], paths: Mapping[int, Path], altered: Iterable[int]) -> ImportChoices:
    """The choices about files that are there; what was decided about rows counts only where the file is the same."""
    same = {place: path for place, path in paths.items() if place not in altered}
    acts = {(same[place], table, record): act for place, table, record, act in written["acts"] if place in same}
    return ImportChoices(
        reading=_read_reading(written["reading"]),
        by_file={paths[place]: _read_reading(own) for place, own in written["by_file"] if place in paths},
        defaults=written["defaults"],
        defaults_by_file={paths[place]: own for place, own in written["defaults_by_file"] if place in paths},
        acts=acts,
    )


def _written_reading(choices: Choices) -> dict[str, Any]:
    """Whatever was chosen about reading, whoever added the choice: only what differs from a guess, never a secret."""
    guess = Choices()
    chosen = {one.name: getattr(choices, one.name) for one in fields(Choices) if one.name not in _NOT_KEPT}
    return {name: _written(value) for name, value in chosen.items() if value != getattr(guess, name)}


def _read_reading(written: Mapping[str, Any]) -> Choices:
    """The choices again; one that another version of the program wrote and this one does not know is left out."""
    known = {one.name for one in fields(Choices)} - _NOT_KEPT
    return replace(Choices(), **{name: _read(value) for name, value in written.items() if name in known})


def _written(value: Any) -> Any:
    """A value as JSON keeps it: sets, tuples and mappings with keys of any kind say what they are."""
    if isinstance(value, Mapping):
        return {"map": [[_written(key), _written(one)] for key, one in value.items()]}
    if isinstance(value, (set, frozenset)):
        return {"set": sorted(_written(one) for one in value)}
    if isinstance(value, (tuple, list)):
        return {"tuple": [_written(one) for one in value]}
    return value


def _read(written: Any) -> Any:
    if not isinstance(written, dict):
        return written
    ((kind, values),) = written.items()
    if kind == "map":
        return {_read(key): _read(one) for key, one in values}
    return frozenset(map(_read, values)) if kind == "set" else tuple(map(_read, values))
