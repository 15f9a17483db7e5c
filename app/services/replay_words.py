"""A replay told: what differs, sorted by where leads would go and by the reason, and in a few sentences."""

from collections.abc import Callable, Iterator

from app.domain.groups import GROUPS
from app.domain.ledger import CAP, CEILING, FLOOR
from app.domain.playbook import Playbook, by_id
from app.domain.replay import Redecided, Replayed, Standing
from app.domain.stage import Stage
from app.services.leads import lead_rows
from app.services.replay_views import Because, CellRef, CellShift, LeadReplay, PastMove, ReplayView, Shift
from app.services.work import Work

_LIMITS = {CAP: "Limit of engagement", FLOOR: "At least 0", CEILING: "At most 100"}
_SAID = 3  # moves between cells that the summary names


class Told:
    """What was replayed, in words and in groups."""

    def __init__(self, work: Work, draft: Playbook, found: list[Replayed]) -> None:
        self._work, self._now, self._draft = work, work.playbook, draft
        self._found = found
        self._changed = [one for one in found if one.changed]

    def view(self, decisions: int, otherwise: tuple[Redecided, ...]) -> ReplayView:
        """Everything that differs."""
        concerned = [*(one.lead_id for one in self._changed), *(one.decision.lead_id for one in otherwise)]
        rows = {row.id: row for row in lead_rows(self._work, list(dict.fromkeys(concerned)))}
        past = tuple(self._past(one, rows[one.decision.lead_id].person) for one in otherwise)
        leads = tuple(
            LeadReplay(
                one.lead_id,
                rows[one.lead_id].person,
                rows[one.lead_id].account,
                rows[one.lead_id].stage,
                one.before,
                one.after,
                tuple(says for _kind, _id, _label, says in self._because(one)),
            )
            for one in self._changed
        )
        cells = self._cells()
        return ReplayView(
            looked_at=len(self._found),
            decisions=decisions,
            in_force=self._now.version,
            summary=tuple(self._summary(cells, decisions, past)),
            cells=cells,
            suggested=self._shifts(lambda one: one.suggests, self._suggested),
            opened=self._gates(lambda one: one.opens),
            closed=self._gates(lambda one: one.closes),
            routes=self._shifts(lambda one: one.rerouted, self._routed),
            groups=self._shifts(lambda one: one.regrouped, _grouped),
            reasons=self._reasons(),
            past=past,
            leads=leads,
        )

    # --- from where to where ------------------------------------------------------------------------------------------

    def _cells(self) -> tuple[CellShift, ...]:
        sorted_in: dict[tuple[CellRef, CellRef], list[int]] = {}
        for one in self._found:
            key = _cell(self._now, one.before), _cell(self._draft, one.after)
            sorted_in.setdefault(key, []).append(one.lead_id)
        return tuple(
            CellShift(before, after, tuple(ids))
            for (before, after), ids in sorted(sorted_in.items(), key=lambda item: -len(item[1]))
        )

    def _shifts(
        self, which: Callable[[Replayed], bool], named: Callable[[Playbook, Standing], str]
    ) -> tuple[Shift, ...]:
        sorted_in: dict[tuple[str, str], list[int]] = {}
        for one in filter(which, self._changed):
            key = named(self._now, one.before), named(self._draft, one.after)
            sorted_in.setdefault(key, []).append(one.lead_id)
        return tuple(
            Shift(*key, tuple(ids)) for key, ids in sorted(sorted_in.items(), key=lambda item: (-len(item[1]), item[0]))
        )

    def _gates(self, which: Callable[[Replayed], bool]) -> tuple[Shift, ...]:
        """By the criteria that open or close it, and the stage behind it."""
        sorted_in: dict[tuple[str, str], list[int]] = {}
        for one in filter(which, self._changed):
            stage = Stage(one.after.next_stage or one.before.next_stage).label
            criteria = "; ".join(self._question(id) for id in one.criteria)
            sorted_in.setdefault((criteria, stage), []).append(one.lead_id)
        return tuple(Shift(*key, tuple(ids)) for key, ids in sorted(sorted_in.items(), key=lambda item: -len(item[1])))

    @staticmethod
    def _suggested(playbook: Playbook, standing: Standing) -> str:
        return playbook.label("path", standing.cell_path)

    @staticmethod
    def _routed(playbook: Playbook, standing: Standing) -> str:
        route = by_id(playbook.routes, standing.route)
        owner = f", {standing.owner}" if standing.owner else ""
        path = playbook.label("path", standing.path)
        return f"{route.label if route else standing.route}: {path}{owner}, within {standing.deadline_hours:g} h"

    # --- why ----------------------------------------------------------------------------------------------------------

    def _because(self, one: Replayed) -> list[tuple[str, str, str, str]]:
        """Every reason why a lead would stand otherwise: kind, id, label, and the sentence."""
        reasons = []
        for id, points in one.rules.items():
            label = self._rule(id)
            reasons.append(("rule", id, label, f"“{label}” counts {points:+d}"))
        if one.moves and not one.rescored:
            reasons.append(("bands", "bands", "Bands", "The bands begin at other points"))
        if one.suggests and not one.moves:
            reasons.append(
                ("grid", one.after.cell, one.after.cell, f"The cell “{one.after.cell}” suggests another path")
            )
        for id in one.criteria:
            label = self._question(id)
            says = "is asked as well" if id in one.after.missing else "is no longer missing"
            reasons.append(("criterion", id, label, f"“{label}” {says}"))
        if one.rerouted:
            route = by_id(self._draft.routes, one.after.route)
            label = route.label if route else one.after.route
            reasons.append(("route", one.after.route, label, f"The route “{label}” would take it"))
        return reasons

    def _reasons(self) -> tuple[Because, ...]:
        leads: dict[tuple[str, str, str], list[int]] = {}
        said: dict[tuple[str, str, str], set[str]] = {}
        for one in self._changed:
            for kind, id, label, says in self._because(one):
                leads.setdefault((kind, id, label), []).append(one.lead_id)
                said.setdefault((kind, id, label), set()).add(says)
        made = [
            Because(*key, min(said[key]) if len(said[key]) == 1 else _in_general(key[0], key[2]), tuple(ids))
            for key, ids in leads.items()
        ]
        return tuple(sorted(made, key=lambda one: -len(one.leads)))

    def _rule(self, id: str) -> str:
        if id in _LIMITS:
            return _LIMITS[id]
        for book in (self._draft, self._now):
            found = by_id(book.scoring.fit, id) or by_id(book.scoring.intent, id)
            if found is not None:
                return found.label
        return id

    def _question(self, id: str) -> str:
        found = self._draft.criterion(id) or self._now.criterion(id)
        return found.question if found else id

    def _past(self, one: Redecided, person: str) -> PastMove:
        decision = one.decision
        return PastMove(
            decision.move_id,
            decision.lead_id,
            person,
            decision.at,
            decision.by,
            decision.to_stage.value,
            one.blocked,
            decision.overridden,
            tuple(self._question(id) for id in one.criteria),
        )

    # --- in sentences -------------------------------------------------------------------------------------------------

    def _summary(self, cells: tuple[CellShift, ...], decisions: int, past: tuple[PastMove, ...]) -> Iterator[str]:
        """What a person reads first; one sentence for each kind of difference, none for what stays."""
        total = len(self._found)
        if not self._changed and not past:
            yield f"Nothing would change for the last {_leads(total)}, and no past decision would have gone otherwise."
            return
        for one in [shift for shift in cells if not shift.stays][:_SAID]:
            where = f"from “{one.before.label}” to “{one.after.label}”"
            yield f"{len(one.leads):,} of {total:,} would move {where}, which suggests {one.after.path}."
        yield from self._scores(total)
        for words, which in (
            ("another path suggested by their cell", lambda one: one.suggests),
            ("another route, owner or deadline", lambda one: one.rerouted),
            ("another place in Today", lambda one: one.regrouped),
        ):
            if count := self._count(which):
                yield f"{_leads(count).capitalize()} would have {words}."
        for words, which in (("open", lambda one: one.opens), ("close", lambda one: one.closes)):
            if count := self._count(which):
                yield f"The gate to the next stage would {words} for {_leads(count)}."
        for blocked, words in ((True, "would have been blocked"), (False, "would have been allowed")):
            if count := sum(one.blocked is blocked for one in past):
                yield f"{count:,} of {decisions:,} past decisions {words}."

    def _scores(self, total: int) -> Iterator[str]:
        for axis in ("fit", "intent"):
            by = [getattr(one.after, axis) - getattr(one.before, axis) for one in self._changed]
            up, down = sum(points > 0 for points in by), sum(points < 0 for points in by)
            if up or down:
                parts = [f"rise for {up:,}"] * bool(up) + [f"fall for {down:,}"] * bool(down)
                yield f"{axis.capitalize()} would {' and '.join(parts)} of {total:,}."

    def _count(self, which: Callable[[Replayed], bool]) -> int:
        return sum(1 for one in self._changed if which(one))


_GROUPS = {group.id: group.label for group in GROUPS}


def _grouped(playbook: Playbook, standing: Standing) -> str:
    return _GROUPS.get(standing.group, "Can wait")


def _cell(playbook: Playbook, standing: Standing) -> CellRef:
    fit = by_id(playbook.scoring.fit_bands, standing.fit_band)
    intent = by_id(playbook.scoring.intent_bands, standing.intent_band)
    path = playbook.label("path", standing.cell_path)
    return CellRef(
        fit.label if fit else standing.fit_band, intent.label if intent else standing.intent_band, standing.cell, path
    )


def _in_general(kind: str, label: str) -> str:
    """What is said of a reason that works on leads in more ways than one."""
    return f"“{label}” counts differently" if kind == "rule" else f"“{label}” is asked of other leads"


def _leads(count: int) -> str:
    return "1 lead" if count == 1 else f"{count:,} leads"
