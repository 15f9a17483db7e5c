"""Returned workbooks looked at: one after the other, and together, where two of them answer one handoff."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from app.domain.problems import Problem, Trouble
from app.domain.replying import ASK, REFUSED, NotTaken
from app.language import tr
from app.services.reply_files import open_reply
from app.services.reply_judging import judged
from app.services.reply_view import Looked, ReplyView, content_of, with_question
from app.services.verdicts import spoken_verdict
from app.services.work import Work


def look(work: Work, path: Path) -> Looked:
    """Read one returned workbook and judge it by itself; nothing is changed."""
    try:
        file = open_reply(path)
    except NotTaken as stopped:
        return _stopped(path, stopped)
    except Trouble as shut:
        return Looked(ReplyView(ASK, shut.message, "locked", path), stopped=shut)
    try:
        return judged(work, file)
    except NotTaken as stopped:
        return _stopped(path, stopped, file.digest)
    except Problem as gone:  # the lead is no longer there
        return Looked(ReplyView(REFUSED, gone.message, "gone", path, digest=file.digest), stopped=gone)


def _stopped(path: Path, stopped: NotTaken, digest: str = "") -> Looked:
    return Looked(ReplyView(stopped.outcome, stopped.message, stopped.kind, path, digest=digest), stopped=stopped)


def look_together(work: Work, paths: Sequence[Path]) -> list[Looked]:
    """Read several; two that answer one handoff are told apart, and a copy of another one is not taken twice."""
    found: list[Looked] = []
    for done, path in enumerate(dict.fromkeys(paths)):
        work.progress(done, len(paths), tr("Reading {name}", name=path.name))
        found.append(look(work, path))
    return _told_apart(found)


def _told_apart(found: Sequence[Looked]) -> list[Looked]:
    """Of those that answer one handoff: a copy is refused, and where they differ a person has to choose."""
    together: dict[int, list[Looked]] = {}
    for one in found:
        if one.row is not None and one.verdict is not None:
            together.setdefault(one.row.id, []).append(one)
    settled: dict[Path, Looked] = {}
    for several in together.values():
        first = several[0]
        differ = len({content_of(one.verdict) for one in several if one.verdict is not None}) > 1
        for one in several:
            if differ:
                settled[one.view.path] = _to_be_chosen(one, several)
            elif one is not first:
                settled[one.view.path] = _copy_of(one, first)
    return [settled.get(one.view.path, one) for one in found]


def _copy_of(one: Looked, first: Looked) -> Looked:
    stopped = NotTaken("copy", tr("'{name}' says the same as '{other}'.", name=one.view.file, other=first.view.file))
    return replace(one, view=with_question(one.view, stopped), row=None, stopped=stopped)


def _to_be_chosen(one: Looked, several: Iterable[Looked]) -> Looked:
    others = ", ".join(
        tr("'{name}' says {verdict}", name=other.view.file, verdict=spoken_verdict(other.view.verdict))
        for other in several
        if other is not one
    )
    stopped = NotTaken(
        "two_replies",
        tr(
            "'{name}' says {verdict} to handoff {number}, and {others}: take one of them.",
            name=one.view.file,
            verdict=spoken_verdict(one.view.verdict),
            number=one.view.handoff,
            others=others,
        ),
        ASK,
        may_be_taken=True,
    )
    return replace(one, view=with_question(one.view, stopped), stopped=stopped)
