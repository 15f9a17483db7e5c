"""Adopting: definitions come into force. What is asked changes from now on, never what was decided (J8)."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from sqlalchemy import func, select

from app.domain.playbook import Playbook
from app.domain.playbook.drafting import body_of, differences
from app.domain.problems import Problem
from app.domain.stage import Stage
from app.language import later, later_many, tr, tr_many
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
        raise Problem(tr("Write why this is adopted: a version keeps its reason."))
    version = next_version(work.session)
    playbook = playbook.model_copy(update={"version": version, "own_domains": _tidied(playbook.own_domains)})
    if not differences(body_of(work.playbook), body_of(playbook)):
        raise Problem(
            tr(
                "Nothing differs from version {version}, which is in force; change something first.",
                version=work.playbook.version,
            )
        )
    if hindrances := in_the_way(work, playbook):
        raise Problem(" ".join(hindrances))
    work.session.add(as_version(playbook, work.now, work.by, written))
    kept = (*follow_playbook(work, playbook.own_domains), *_left_behind(work, playbook))
    label = tr("Adopt version {version} of the playbook", version=version)
    return Changed(label, places=frozenset({"playbook"}), kept=kept, outcome=version)


def in_the_way(work: Work, playbook: Playbook) -> tuple[str, ...]:
    """What keeps a playbook from being adopted here: rules hang on these ids, and leads would fall out of them."""
    return tuple(_hindrances(work, playbook))


_IN_USE: tuple[tuple[str, Any, tuple[str, str]], ...] = (
    (
        "path",
        Lead.path,
        later_many(
            "The path “{label}” ({id}) is not in the new version, and {count} lead is on it: keep it, or move them "
            "first.",
            "The path “{label}” ({id}) is not in the new version, and {count} leads are on it: keep it, or move them "
            "first.",
        ),
    ),
    (
        "service_line",
        Lead.service_line,
        later_many(
            "The service line “{label}” ({id}) is not in the new version, and {count} lead belongs to it: keep it, or "
            "move them first.",
            "The service line “{label}” ({id}) is not in the new version, and {count} leads belong to it: keep it, or "
            "move them first.",
        ),
    ),
    (
        "service_line",
        StakeholderRow.service_line,
        later_many(
            "The service line “{label}” ({id}) is not in the new version, and {count} seat of a committee belongs to "
            "it: keep it, or move them first.",
            "The service line “{label}” ({id}) is not in the new version, and {count} seats belong to it: keep it, or "
            "move them first.",
        ),
    ),
    (
        "seat",
        StakeholderRow.seat,
        later_many(
            "The seat “{label}” ({id}) is not in the new version, and {count} place on a committee is called so: keep "
            "it, or move them first.",
            "The seat “{label}” ({id}) is not in the new version, and {count} places on committees are called so: "
            "keep it, or move them first.",
        ),
    ),
)


def _hindrances(work: Work, playbook: Playbook) -> Iterator[str]:
    now = work.playbook
    for kind, column, says in _IN_USE:
        gone = _gone(_words(now, kind), _words(playbook, kind))
        for id, count in _counted(work, column, gone):
            yield tr_many(*says, count, label=gone[id], id=id)
    if now.use_sal and not playbook.use_sal:
        for _, count in _counted(work, Lead.stage, [Stage.SAL]):
            yield tr_many(
                "The new version has no stage SAL, and {count} lead is in it: keep it, or move them first.",
                "The new version has no stage SAL, and {count} leads are in it: keep it, or move them first.",
                count,
            )
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


_LEADS = later_many("{count} lead", "{count} leads")
_ACCOUNTS = later_many("{count} account", "{count} accounts")
_KEPT: tuple[tuple[str, Any, tuple[str, str]], ...] = (
    ("signal", SignalRow.kind, later_many("{count} signal", "{count} signals")),
    ("criterion", AnswerRow.criterion, later_many("{count} answer", "{count} answers")),
    ("source", Lead.source, _LEADS),
    ("offer", Lead.offer, _LEADS),
    ("evaluation_stage", Lead.evaluation_stage, _LEADS),
    ("nurture_track", Lead.track, _LEADS),
    ("facility_type", Account.facility_type, _ACCOUNTS),
    ("segment", Account.segment, _ACCOUNTS),
    ("region", Account.region, _ACCOUNTS),
    ("testing_focus", Account.testing_focus, _ACCOUNTS),
)
_KINDS = {
    "signal": later("signal"),
    "criterion": later("criterion"),
    "source": later("source"),
    "offer": later("offer"),
    "evaluation_stage": later("evaluation stage"),
    "nurture_track": later("nurture track"),
    "facility_type": later("facility type"),
    "segment": later("segment"),
    "region": later("region"),
    "testing_focus": later("testing focus"),
}


def _left_behind(work: Work, playbook: Playbook) -> Iterator[str]:
    """What stays as it is written although the new version has no word for it: nothing is dropped (R14)."""
    for kind, column, nouns in _KEPT:
        gone = _gone(_words(work.playbook, kind), _words(playbook, kind))
        for id, count in _counted(work, column, gone):
            yield tr_many(
                "{what} keeps “{label}”, which the new version no longer has as {kind}.",
                "{what} keep “{label}”, which the new version no longer has as {kind}.",
                count,
                what=tr_many(*nouns, count),
                label=gone[id],
                kind=tr(_KINDS.get(kind, kind)),
            )


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
