"""Search over leads: one folded text per lead in a trigram index, asked with LIKE, ranked by the caller."""

from collections.abc import Collection, Iterable, Sequence
from itertools import islice

from sqlalchemy import Connection, Integer, TextualSelect, column, text

TABLE = "lead_search"
AT_A_TIME = 5_000


def create(connection: Connection) -> None:
    """Make the index; `detail=none` keeps it small and still answers LIKE with three letters or more.

    The tokenizer must not be the case-sensitive one: SQLite asks such an index for GLOB only, and LIKE would scan.
    """
    connection.exec_driver_sql(f"CREATE VIRTUAL TABLE {TABLE} USING fts5(folded, tokenize='trigram', detail=none)")


def refresh(connection: Connection, texts: Iterable[tuple[int, str]]) -> None:
    """Put (lead id, folded text) pairs in, replacing what stood there."""
    pairs = list(texts)
    if pairs:
        connection.exec_driver_sql(f"DELETE FROM {TABLE} WHERE rowid = ?", [(lead_id,) for lead_id, _ in pairs])
        connection.exec_driver_sql(f"INSERT INTO {TABLE}(rowid, folded) VALUES (?, ?)", pairs)


def add(connection: Connection, texts: Iterable[tuple[int, str]]) -> None:
    """Put new (lead id, folded text) pairs in; quicker than `refresh` where the leads are known to be new."""
    source = iter(texts)
    while some := list(islice(source, AT_A_TIME)):
        connection.exec_driver_sql(f"INSERT INTO {TABLE}(rowid, folded) VALUES (?, ?)", some)


def drop(connection: Connection, lead_ids: Collection[int]) -> None:
    """Take leads out."""
    if lead_ids:
        connection.exec_driver_sql(f"DELETE FROM {TABLE} WHERE rowid = ?", [(id,) for id in lead_ids])


def holding(folded_words: Sequence[str]) -> TextualSelect:
    """A selection of lead ids whose text holds every word, for use inside another query."""
    tests, bound = _tests(folded_words)
    return text(f"SELECT rowid FROM {TABLE} WHERE {tests}").bindparams(**bound).columns(column("rowid", Integer))


def found(connection: Connection, folded_words: Sequence[str], limit: int = -1) -> list[int]:
    """Ids of the leads whose text holds every word, in no particular order."""
    if not folded_words:
        return []
    tests, bound = _tests(folded_words)
    rows = connection.execute(text(f"SELECT rowid FROM {TABLE} WHERE {tests} LIMIT :most"), {**bound, "most": limit})
    return [row[0] for row in rows]


def _tests(folded_words: Sequence[str]) -> tuple[str, dict[str, str]]:
    """One test for each word and the values for it.

    The index answers LIKE for three letters or more, without ESCAPE. Shorter words must not reach it: SQLite 3.40
    crashes over two patterns of which one is short, and finds nothing for two letters of three bytes. The plus sign
    keeps them away from it and walks through the texts (some 15 ms in 100,000); so does a % or _ meant as written.
    """
    tests, bound = ["1"], {}
    for n, word in enumerate(folded_words):
        literal = set(word) & set("%_")
        bound[f"word{n}"] = word if literal else f"%{word}%"
        if literal:
            tests.append(f"instr(folded, :word{n}) > 0")
        else:
            tests.append(f"{'' if len(word) >= 3 else '+'}folded LIKE :word{n}")
    return " AND ".join(tests), bound
