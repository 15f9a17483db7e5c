"""Search: folded texts in trigram indexes, asked with LIKE; the caller ranks what is found.

Each index holds one text a row under the id of what it tells of: LEADS who a lead is and what they looked at, STORIES
what people wrote about a lead, ACCOUNTS the organisations, PEOPLE whoever is known without a lead.
"""

from collections.abc import Collection, Iterable, Sequence
from itertools import islice

from sqlalchemy import ColumnElement, Connection, Integer, Text, TextualSelect, column, exists, func, table, text

from app.store import slips

LEADS, STORIES, ACCOUNTS, PEOPLE = "lead_search", "story_search", "account_search", "person_search"
INDEXES = (LEADS, STORIES, ACCOUNTS, PEOPLE)
AT_A_TIME = 5_000
WALKED = 30_000  # texts that are walked through at most for words of which none has three letters


def create(connection: Connection, *indexes: str) -> None:
    """Make these indexes; `detail=none` keeps them small and still answers LIKE with three letters or more.

    The tokenizer must not be the case-sensitive one: SQLite asks such an index for GLOB only, and LIKE would scan.
    """
    for index in indexes or INDEXES:
        connection.exec_driver_sql(f"CREATE VIRTUAL TABLE {index} USING fts5(folded, tokenize='trigram', detail=none)")


def refresh(connection: Connection, texts: Iterable[tuple[int, str]], index: str = LEADS) -> None:
    """Put (id, folded text) pairs in, replacing what stood there."""
    pairs = list(texts)
    drop(connection, [id for id, _ in pairs], index)
    add(connection, pairs, index)


def replace(connection: Connection, ids: Collection[int], texts: Iterable[tuple[int, str]], index: str) -> None:
    """Let the index hold of these ids what is given, and nothing of those that are not given."""
    drop(connection, ids, index)
    add(connection, texts, index)


def add(connection: Connection, texts: Iterable[tuple[int, str]], index: str = LEADS) -> None:
    """Put new (id, folded text) pairs in; quicker than `refresh` where they are known to be new."""
    source = iter(texts)
    while some := list(islice(source, AT_A_TIME)):
        connection.exec_driver_sql(f"INSERT INTO {index}(rowid, folded) VALUES (?, ?)", some)


def drop(connection: Connection, ids: Collection[int], index: str = LEADS) -> None:
    """Take ids out."""
    if ids:
        connection.exec_driver_sql(f"DELETE FROM {index} WHERE rowid = ?", [(id,) for id in ids])


def empty(connection: Connection, index: str) -> None:
    """Take everything out."""
    connection.exec_driver_sql(f"DELETE FROM {index}")


def holding(folded_words: Sequence[str]) -> TextualSelect:
    """A selection of lead ids whose text holds every word, for use inside another query."""
    tests, bound = _tests(folded_words)
    return text(f"SELECT rowid FROM {LEADS} WHERE {tests}").bindparams(**bound).columns(column("rowid", Integer))


def tells(id: ColumnElement[int], folded_words: Sequence[str]) -> ColumnElement[bool]:
    """Whether the text of a lead holds every word: for leads at hand, because it reads the text of each."""
    told = table(LEADS, column("rowid", Integer), column("folded", Text))
    return exists().where(told.c.rowid == id, *(func.instr(told.c.folded, word) > 0 for word in folded_words))


def found(connection: Connection, folded_words: Sequence[str], limit: int = -1, index: str = LEADS) -> list[int]:
    """Ids whose text holds every word, in no particular order."""
    if not folded_words:
        return []
    tests, bound = _tests(folded_words)
    rows = connection.execute(text(f"SELECT rowid FROM {index} WHERE {tests} LIMIT :most"), {**bound, "most": limit})
    return [row[0] for row in rows]


def found_at_once(connection: Connection, folded_words: Sequence[str], limit: int, index: str) -> list[int]:
    """Like `found`, but where no word has three letters only the newest texts are walked through: nobody waits."""
    if not folded_words or any(len(word) >= 3 for word in folded_words):
        return found(connection, folded_words, limit, index)
    tests, bound = _tests(folded_words)
    newest = f"SELECT rowid, folded FROM {index} ORDER BY rowid DESC LIMIT {WALKED}"
    rows = connection.execute(text(f"SELECT rowid FROM ({newest}) WHERE {tests} LIMIT :most"), {**bound, "most": limit})
    return [row[0] for row in rows]


def alike(connection: Connection, folded_words: Sequence[str], limit: int, index: str) -> list[int]:
    """Ids whose text may hold every word with one letter wrong, missing, too many or changed over; the caller judges.

    Words with digits and words of three letters must be there as typed; shorter ones are left to the caller.
    """
    wanted = [pattern for word in folded_words if (pattern := slips.pattern(word))]
    if not wanted:
        return []
    match = " AND ".join(f"({pattern})" for pattern in wanted)
    rows = connection.execute(
        text(f"SELECT rowid FROM {index} WHERE {index} MATCH :match LIMIT :most"), {"match": match, "most": limit}
    )
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
