"""Which facts without a column of their own a table keeps: their names, found once and followed from act to act."""

from sqlalchemy import Connection, text

SAMPLE = 1_000  # rows that are looked at to tell what recurs
_FEW = 20  # values from which on it can be told


def names(connection: Connection, table: str) -> frozenset[str]:
    """The name of every fact of any row."""
    found = connection.exec_driver_sql(
        f"SELECT DISTINCT held.key FROM \"{table}\" AS kept, json_each(kept.extra) AS held WHERE kept.extra <> '{{}}'"
    )
    return frozenset(row[0] for row in found)


def names_since(connection: Connection, table: str, action: int) -> frozenset[str] | None:
    """The names in rows that were made or changed by later acts than this one; None where some may have gone."""
    bound = {"t": table, "a": action}
    later = "FROM change WHERE action_id > :a AND table_name = :t"
    gone = f"SELECT 1 {later} AND (after IS NULL OR (before IS NOT NULL AND after LIKE '%\"extra\"%')) LIMIT 1"
    if connection.execute(text(gone), bound).first():
        return None
    held = f'SELECT DISTINCT held.key FROM "{table}" AS kept, json_each(kept.extra) AS held WHERE kept.'
    found = {row[0] for row in connection.execute(text(f"{held}id IN (SELECT row_id {later})"), bound)}
    runs = text("SELECT first_id, last_id FROM change_range WHERE action_id > :a AND table_name = :t")
    for first, last in connection.execute(runs, bound).all():
        rows = connection.execute(text(f"{held}id BETWEEN :first AND :last"), {"first": first, "last": last})
        found |= {row[0] for row in rows}
    return frozenset(found)


def each_their_own(connection: Connection, table: str) -> frozenset[str]:
    """The names of facts whose values hardly recur among the newest rows, so that nobody counts by them."""
    found = connection.exec_driver_sql(
        f'SELECT held.key FROM (SELECT extra FROM "{table}" ORDER BY id DESC LIMIT {SAMPLE}) AS kept, '
        "json_each(kept.extra) AS held GROUP BY held.key "
        f"HAVING count(*) >= {_FEW} AND count(DISTINCT held.value) * 2 > count(*)"
    )
    return frozenset(row[0] for row in found)
