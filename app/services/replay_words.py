"""A replay told: what differs, sorted by where leads would go and by the reason, and in a few sentences."""

from collections.abc import Callable, Iterator

from app.domain.counting import counted, together
from app.domain.groups import GROUPS
from app.domain.ledger import CAP, CEILING, FLOOR
from app.domain.playbook import Playbook, by_id
from app.domain.replay import Redecided, Replayed, Standing
from app.domain.stage import Stage
from app.language import later, later_many, number, signed, tr, tr_many
from app.services.leads import lead_rows
from app.services.replay_views import Because, CellRef, CellShift, LeadReplay, PastMove, ReplayView, Shift
from app.services.work import Work

_LIMITS = {CAP: later("Limit of engagement"), FLOOR: later("At least 0"), CEILING: later("At most 100")}
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
        label, path = route.label if route else standing.route, playbook.label("path", standing.path)
        whose = f"{path}, {standing.owner}" if standing.owner else path
        return tr("{route}: {path}, within {hours:g} h", route=label, path=whose, hours=standing.deadline_hours)

    # --- why ----------------------------------------------------------------------------------------------------------

    def _because(self, one: Replayed) -> list[tuple[str, str, str, str]]:
        """Every reason why a lead would stand otherwise: kind, id, label, and the sentence."""
        reasons = []
        for id, points in one.rules.items():
            label = self._rule(id)
            reasons.append(("rule", id, label, tr("“{rule}” counts {points}", rule=label, points=signed(points))))
        if one.moves and not one.rescored:
            reasons.append(("bands", "bands", tr("Bands"), tr("The bands begin at other points")))
        if one.suggests and not one.moves:
            cell = one.after.cell
            reasons.append(("grid", cell, cell, tr("The cell “{cell}” suggests another path", cell=cell)))
        for id in one.criteria:
            label = self._question(id)
            says = (
                tr("“{question}” is asked as well", question=label)
                if id in one.after.missing
                else tr("“{question}” is no longer missing", question=label)
            )
            reasons.append(("criterion", id, label, says))
        if one.rerouted:
            route = by_id(self._draft.routes, one.after.route)
            label = route.label if route else one.after.route
            reasons.append(("route", one.after.route, label, tr("The route “{route}” would take it", route=label)))
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
            return tr(_LIMITS[id])
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
            yield tr(
                "Nothing would change for the last {leads}, and no past decision would have gone otherwise.",
                leads=counted(total, "lead"),
            )
            return
        for one in [shift for shift in cells if not shift.stays][:_SAID]:
            yield tr(
                "{count} of {total} would move from “{before}” to “{after}”, which suggests {path}.",
                count=number(len(one.leads)),
                total=number(total),
                before=one.before.label,
                after=one.after.label,
                path=one.after.path,
            )
        yield from self._scores(total)
        for says, which in _DIFFERENT:
            if count := self._count(which):
                yield tr_many(*says, count)
        for blocked, says in _DECIDED.items():
            if count := sum(one.blocked is blocked for one in past):
                yield tr_many(*says, count, total=number(decisions))

    def _scores(self, total: int) -> Iterator[str]:
        for axis in ("fit", "intent"):
            by = [getattr(one.after, axis) - getattr(one.before, axis) for one in self._changed]
            up, down = sum(points > 0 for points in by), sum(points < 0 for points in by)
            if up or down:
                parts = [tr("rise for {count}", count=number(up))] * bool(up)
                parts += [tr("fall for {count}", count=number(down))] * bool(down)
                yield tr(
                    "{axis} would {rise_and_fall} of {total}.",
                    axis=tr(_AXES[axis]),
                    rise_and_fall=together(parts),
                    total=number(total),
                )

    def _count(self, which: Callable[[Replayed], bool]) -> int:
        return sum(1 for one in self._changed if which(one))


_AXES = {"fit": later("Fit"), "intent": later("Intent")}
_DIFFERENT: tuple[tuple[tuple[str, str], Callable[[Replayed], bool]], ...] = (
    (
        later_many(
            "{count} lead would have another path suggested by their cell.",
            "{count} leads would have another path suggested by their cell.",
        ),
        lambda one: one.suggests,
    ),
    (
        later_many(
            "{count} lead would have another route, owner or deadline.",
            "{count} leads would have another route, owner or deadline.",
        ),
        lambda one: one.rerouted,
    ),
    (
        later_many(
            "{count} lead would have another place in Today.", "{count} leads would have another place in Today."
        ),
        lambda one: one.regrouped,
    ),
    (
        later_many(
            "The gate to the next stage would open for {count} lead.",
            "The gate to the next stage would open for {count} leads.",
        ),
        lambda one: one.opens,
    ),
    (
        later_many(
            "The gate to the next stage would close for {count} lead.",
            "The gate to the next stage would close for {count} leads.",
        ),
        lambda one: one.closes,
    ),
)
_DECIDED = {
    True: later_many(
        "{count} of {total} past decisions would have been blocked.",
        "{count} of {total} past decisions would have been blocked.",
    ),
    False: later_many(
        "{count} of {total} past decisions would have been allowed.",
        "{count} of {total} past decisions would have been allowed.",
    ),
}


def _grouped(playbook: Playbook, standing: Standing) -> str:
    label = next((group.label for group in GROUPS if group.id == standing.group), later("Can wait"))
    return tr(label)


def _cell(playbook: Playbook, standing: Standing) -> CellRef:
    fit = by_id(playbook.scoring.fit_bands, standing.fit_band)
    intent = by_id(playbook.scoring.intent_bands, standing.intent_band)
    path = playbook.label("path", standing.cell_path)
    return CellRef(
        fit.label if fit else standing.fit_band, intent.label if intent else standing.intent_band, standing.cell, path
    )


def _in_general(kind: str, label: str) -> str:
    """What is said of a reason that works on leads in more ways than one."""
    if kind == "rule":
        return tr("“{rule}” counts differently", rule=label)
    return tr("“{question}” is asked of other leads", question=label)
