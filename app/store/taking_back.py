"""Taking an action back: the way back is applied where nothing came since; what did come since is kept and listed.

An action stands or it does not. Taking back turns that round: undo an act and it stands no longer, undo the undo and it
stands again. Every row the act touched is then set to what it would be if exactly the acts that stand had happened, so
the order in which things are undone makes no difference. `reckoning` works that out, `righting` carries it out.
"""

from dataclasses import replace

from sqlalchemy import Connection, text

from app.domain.problems import Problem
from app.language import later, tr
from app.store.reckoning import Kept, Turn, reckon
from app.store.righting import carry_out

__all__ = ["Kept", "take_back", "take_back_part"]


def take_back(connection: Connection, action: int, *, edits_too: bool = False) -> list[Kept]:
    """Apply the way back of an action, inside the transaction and under the action that is now going on.

    With `edits_too`, what was edited since, and what was added to what goes, is taken back as well; undoing this undo
    brings it again. Raises Problem, and changes nothing, where there is no such action, where it does not stand, or
    where nothing of it can be taken back.
    """
    row = connection.execute(text("SELECT in_effect, label FROM action WHERE id = :a"), {"a": action}).first()
    if row is None:
        raise Problem(tr("There is no action {action} in the history.", action=action))
    if not row.in_effect:
        raise Problem(tr("Action {action} is undone already.", action=action))
    connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    written, stood = _changes(connection), _standing(connection, action)
    turn = _turn(connection, action)
    plan = reckon(connection, replace(turn, over=edits_too and not turn.stands))
    kept = [*plan.kept, *carry_out(connection, plan)]
    if _changes(connection) == written:
        _stand_again(connection, stood)  # no row was changed, so what stands is all there is to set right
        why = tr(_WHY[kept[0].why]) if kept else tr("everything is as it was before")
        raise Problem(tr("Nothing of “{act}” can be taken back: {why}.", act=row.label or action, why=why))
    return kept


def take_back_part(connection: Connection, action: int, part: tuple[int, int]) -> list[Kept]:
    """Apply the way back of some changes of an act, as an act of its own; the rest of that act stands.

    Raises Problem where nothing of it can be taken back.
    """
    connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    written = _changes(connection)
    plan = reckon(connection, Turn(root=action, stands=False, part=part))
    kept = [*plan.kept, *carry_out(connection, plan)]
    if _changes(connection) == written:
        raise Problem(tr("Nothing of this can be taken back; what it changed was changed since."))
    return kept


_WHY = {
    "edited_since": later("what it changed was edited since"),
    "used_since": later("something that came later uses it"),
    "part_of_kept": later("something that came later uses it"),
    "permanent": later("it is on record for good"),
    "deleted_since": later("what it changed was deleted since"),
    "merged_since": later("what it belonged to was merged since"),
    "in_the_way": later("something else has taken its place"),
}


def _changes(connection: Connection) -> int:
    return int(connection.execute(text("SELECT coalesce(max(id), 0) FROM change")).scalar_one())


def _standing(connection: Connection, action: int) -> list[tuple[int, bool, int | None]]:
    """What may be turned round with an action: everything of its family, and the action going on."""
    rows = connection.execute(
        text(
            """WITH RECURSIVE up(id) AS (
                SELECT :a UNION SELECT a.undoes_id FROM action a JOIN up ON a.id = up.id WHERE a.undoes_id IS NOT NULL),
            family(id) AS (SELECT id FROM up UNION SELECT a.id FROM action a JOIN family f ON a.undoes_id = f.id)
            SELECT id, in_effect, undoes_id FROM action
            WHERE id IN (SELECT id FROM family UNION SELECT action_id FROM acting)"""
        ),
        {"a": action},
    )
    return [(row[0], row[1], row[2]) for row in rows]


def _stand_again(connection: Connection, stood: list[tuple[int, bool, int | None]]) -> None:
    for action, in_effect, undoes in stood:
        connection.exec_driver_sql(
            "UPDATE action SET in_effect = ?, undoes_id = ? WHERE id = ?", (in_effect, undoes, action)
        )


def _turn(connection: Connection, action: int) -> Turn:
    """Turn round what stands: the act itself, its undo, the undo of that, and so on."""
    connection.execute(
        text(
            "UPDATE action SET undoes_id = :a "
            "WHERE undoes_id IS NULL AND id IN (SELECT action_id FROM acting) AND id <> :a"
        ),
        {"a": action},
    )
    chain = [action]
    while (
        earlier := connection.execute(text("SELECT undoes_id FROM action WHERE id = :a"), {"a": chain[-1]}).scalar()
    ) is not None:
        chain.append(earlier)
    # What says the same as the action taken back holds no longer; the one it undid holds again, and so on down.
    connection.execute(text(_SAME_SIDE), {"root": chain[-1], "side": (len(chain) - 1) % 2})
    for again in chain[1::2]:
        connection.execute(text("UPDATE action SET in_effect = 1 WHERE id = :a"), {"a": again})
    return Turn(root=chain[-1], stands=len(chain) % 2 == 0, undo=action if len(chain) > 1 else None)


_SAME_SIDE = """
WITH RECURSIVE family(id, depth) AS (
    SELECT :root, 0 UNION ALL SELECT a.id, f.depth + 1 FROM action a JOIN family f ON a.undoes_id = f.id)
UPDATE action SET in_effect = 0
WHERE id IN (SELECT id FROM family WHERE depth % 2 = :side) AND id NOT IN (SELECT action_id FROM acting)"""
