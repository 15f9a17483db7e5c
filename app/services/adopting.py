"""Adopting: definitions come into force. What is asked changes from now on, never what was decided (J8)."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from sqlalchemy import func, select

from app.domain.playbook import Playbook
from app.domain.playbook.drafting import body_of, differences
from app.domain.problems import Problem
from app.domain.stage import Stage
from app.services.own_domains import as_domain, follow_playbook
from app.services.playbooks import as_version, next_version
from app.services.work import Changed, Work, risky
from app.store.tables import Account, AnswerRow, Lead, SignalRow, StakeholderRow


@risky
def adopt(work: Work, playbook: Playbook, note: str) -> Changed:
    """Put a playbook in force as the next version. Scores follow in the background; old moves keep their version.

    `note` says why, and is kept. Raises Problem without it, where nothing is new, and where leads would be left on a
    path, a service line, a stage or a seat that the playbook no longer has. The outcome is the number of the version.
    """
    written = note.strip()
    if not written:
        raise Problem("Write why this is adopted: a version keeps its reason.")
    version = next_version(work.session)
    playbook = playbook.model_copy(update={"version": version, "own_domains": _tidied(playbook.own_domains)})
    if not differences(body_of(work.playbook), body_of(playbook)):
        raise Problem(
            f"Nothing differs from version {work.playbook.version}, which is in force; change something first."
        )
    if hindrances := in_the_way(work, playbook):
        raise Problem(" ".join(hindrances))
    work.session.add(as_version(playbook, work.now, work.by, written))
    kept = (*follow_playbook(work, playbook.own_domains), *_left_behind(work, playbook))
    label = f"Adopt version {version} of the playbook"
    return Changed(label, places=frozenset({"playbook"}), kept=kept, outcome=version)


def in_the_way(work: Work, playbook: Playbook) -> tuple[str, ...]:
    """What keeps a playbook from being adopted here: rules hang on these ids, and leads would fall out of them."""
    return tuple(_hindrances(work, playbook))


def _hindrances(work: Work, playbook: Playbook) -> Iterator[str]:
    now = work.playbook
    for kind, column, one, many in (
        ("path", Lead.path, "lead is on it", "leads are on it"),
        ("service_line", Lead.service_line, "lead belongs to it", "leads belong to it"),
        ("service_line", StakeholderRow.service_line, "seat of a committee belongs to it", "seats belong to it"),
        ("seat", StakeholderRow.seat, "place on a committee is called so", "places on committees are called so"),
    ):
        gone = _gone(_words(now, kind), _words(playbook, kind))
        for id, count in _counted(work, column, gone):
            what = f"The {kind.replace('_', ' ')} “{gone[id]}” ({id}) is not in the new version, and"
            yield f"{what} {_many(count, one, many)}: keep it, or move them first."
    if now.use_sal and not playbook.use_sal:
        for _, count in _counted(work, Lead.stage, [Stage.SAL]):
            in_it = _many(count, "lead is in it", "leads are in it")
            yield f"The new version has no stage SAL, and {in_it}: keep it, or move them first."
    for domain in playbook.own_domains:
        if domain not in now.own_domains:
            try:
                as_domain(domain)
            except Problem as no_domain_of_ours:
                yield no_domain_of_ours.message


def _tidied(domains: Iterable[str]) -> tuple[str, ...]:
    """Domains as addresses are compared with them; what is none stays as it is written, and is in the way."""
    found = []
    for written in domains:
        try:
            found.append(as_domain(written))
        except Problem:
            found.append(written)
    return tuple(dict.fromkeys(found))


_KEPT: tuple[tuple[str, Any, str, str], ...] = (
    ("signal", SignalRow.kind, "signal", "signals"),
    ("criterion", AnswerRow.criterion, "answer", "answers"),
    ("source", Lead.source, "lead", "leads"),
    ("offer", Lead.offer, "lead", "leads"),
    ("evaluation_stage", Lead.evaluation_stage, "lead", "leads"),
    ("nurture_track", Lead.track, "lead", "leads"),
    ("facility_type", Account.facility_type, "account", "accounts"),
    ("segment", Account.segment, "account", "accounts"),
    ("region", Account.region, "account", "accounts"),
    ("testing_focus", Account.testing_focus, "account", "accounts"),
)


def _left_behind(work: Work, playbook: Playbook) -> Iterator[str]:
    """What stays as it is written although the new version has no word for it: nothing is dropped (R14)."""
    for kind, column, one, many in _KEPT:
        gone = _gone(_words(work.playbook, kind), _words(playbook, kind))
        for id, count in _counted(work, column, gone):
            keep = _many(count, f"{one} keeps", f"{many} keep")
            yield f"{keep} “{gone[id]}”, which the new version no longer has as {kind.replace('_', ' ')}."


def _words(playbook: Playbook, kind: str) -> Iterable[tuple[str, str]]:
    if kind == "criterion":
        return [(one.id, one.question) for one in playbook.criteria]
    if kind == "nurture_track":
        return [(one.id, one.label) for one in playbook.nurture]
    return [(one.id, one.label) for one in playbook.words(kind)]


def _gone(before: Iterable[tuple[str, str]], after: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Id and label of what was there before and is no longer."""
    still = {id for id, _ in after}
    return {id: label for id, label in before if id not in still}


def _counted(work: Work, column: Any, ids: Collection[str]) -> Iterable[tuple[str, int]]:
    """How many rows hold each of these ids; none are asked for where no id is."""
    if not ids:
        return ()
    query = select(column, func.count()).where(column.in_(ids)).group_by(column).order_by(column)
    return [(id, count) for id, count in work.session.execute(query)]


def _many(count: int, one: str, many: str) -> str:
    return f"1 {one}" if count == 1 else f"{count:,} {many}"
