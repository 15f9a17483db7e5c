"""Search over leads: one folded text per lead in a trigram index, asked with LIKE, ranked by the caller."""

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import Connection, Integer, TextualSelect, column, text

TABLE = "lead_search"


def create(connection: Connection) -> None:
    """Make the index; `detail=none` keeps it small and still answers LIKE with three letters or more."""
    connection.exec_driver_sql(
        f"CREATE VIRTUAL TABLE {TABLE} USING fts5(folded, tokenize='trigram case_sensitive 1', detail=none)"
    )


def refresh(connection: Connection, texts: Iterable[tuple[int, str]]) -> None:
    """Put (lead id, folded text) pairs in, replacing what stood there."""
    pairs = list(texts)
    if pairs:
        connection.exec_driver_sql(f"DELETE FROM {TABLE} WHERE rowid = ?", [(lead_id,) for lead_id, _ in pairs])
        connection.exec_driver_sql(f"INSERT INTO {TABLE}(rowid, folded) VALUES (?, ?)", pairs)


def add(connection: Connection, texts: Sequence[tuple[int, str]]) -> None:
    """Put new (lead id, folded text) pairs in; quicker than `refresh` where the leads are known to be new."""
    if texts:
        connection.exec_driver_sql(f"INSERT INTO {TABLE}(rowid, folded) VALUES (?, ?)", list(texts))


def drop(connection: Connection, lead_ids: Collection[int]) -> None:
    """Take leads out."""
    if lead_ids:
        connection.exec_driver_sql(f"DELETE FROM {TABLE} WHERE rowid = ?", [(id,) for id in lead_ids])


def pattern(word: str) -> str:
    """A LIKE pattern that holds wherever the word stands, with LIKE's own signs taken literally."""
    return "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"


def holding(folded_words: Sequence[str]) -> TextualSelect:
    """A selection of lead ids whose text holds every word, for use inside another query."""
    tests = " AND ".join(f"folded LIKE :word{n} ESCAPE '\\'" for n in range(len(folded_words))) or "1"
    bound = {f"word{n}": pattern(word) for n, word in enumerate(folded_words)}
    return text(f"SELECT rowid FROM {TABLE} WHERE {tests}").bindparams(**bound).columns(column("rowid", Integer))


def found(connection: Connection, folded_words: Sequence[str], limit: int = -1) -> list[int]:
    """Ids of the leads whose text holds every word, in no particular order."""
    if not folded_words:
        return []
    tests = " AND ".join(f"folded LIKE :w{n} ESCAPE '\\'" for n in range(len(folded_words)))
    bound = {f"w{n}": pattern(word) for n, word in enumerate(folded_words)}
    rows = connection.execute(text(f"SELECT rowid FROM {TABLE} WHERE {tests} LIMIT :most"), {**bound, "most": limit})
    return [row[0] for row in rows]
