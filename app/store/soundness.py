"""Is the file sound: what SQLite says of its pages, its constraints and its references."""

from sqlalchemy import Connection

from app.language import tr


def damage(connection: Connection) -> tuple[str, ...]:
    """One sentence for each fault of pages, indexes or constraints; none if all is well."""
    found = [row[0] for row in connection.exec_driver_sql("PRAGMA integrity_check(20)")]
    return () if found == ["ok"] else tuple(tr("The file is damaged: {fault}.", fault=fault) for fault in found)


def broken_references(connection: Connection) -> tuple[str, ...]:
    """One sentence for each row that refers to something that is not there."""
    rows = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    return tuple(
        tr("Row {row} of {table} refers to a {other} that is not there.", row=row[1], table=row[0], other=row[2])
        for row in rows[:20]
    )
