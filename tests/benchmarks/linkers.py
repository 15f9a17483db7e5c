"""Three libraries that link records, each as its documentation does it; imported only where the benchmark runs.

Each takes the rows of one list (or of two) as dictionaries with an `id`, and says what every column holds; each answers
with pairs of ids, at whichever of the usual thresholds it does best: they are given more than they would know.
"""

import itertools
import json
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

Row = dict[str, str]
Pairs = set[frozenset[str]]
ROOT = Path(__file__).parents[2]
THRESHOLDS = (0.5, 0.8, 0.9, 0.95, 0.99)


def f1(found: Pairs, true: Pairs) -> float:
    """The harmonic mean of precision and recall."""
    return 2 * len(found & true) / max(1, len(found) + len(true))


def best(answers: Iterable[Pairs], true: Pairs) -> Pairs:
    """The answer that comes nearest."""
    return max(answers, key=lambda found: f1(found, true))


def splink(lists: Sequence[Sequence[Row]], columns: dict[str, str], true: Pairs) -> Pairs:
    """Comparisons by kind of column, blocking on each, random sampling and expectation maximisation."""
    import duckdb
    import splink as library
    import splink.comparison_library as cl

    made: dict[str, Callable[[str], Any]] = {
        "name": cl.NameComparison,
        "text": lambda column: cl.JaroWinklerAtThresholds(column, [0.92, 0.8]),
        "place": lambda column: cl.ExactMatch(column).configure(term_frequency_adjustments=True),
        "code": lambda column: cl.LevenshteinAtThresholds(column, [1, 2]),
        "date": lambda column: cl.LevenshteinAtThresholds(column, [1, 2]),
        "email": cl.EmailComparison,
    }
    blocks = [library.block_on(column) for column in columns]
    if len(columns) == 1:
        blocks = [f"substr(l.{column}, 1, 1) = substr(r.{column}, 1, 1)" for column in columns]
    settings = library.SettingsCreator(
        link_type="dedupe_only" if len(lists) == 1 else "link_only",
        unique_id_column_name="id",
        comparisons=[made[kind](column) for column, kind in columns.items()],
        blocking_rules_to_generate_predictions=blocks,
    )
    api = library.DuckDBAPI()
    frames = [api.register(frame(duckdb, rows, columns)) for rows in lists]
    linker = library.Linker(frames if len(frames) > 1 else frames[0], settings)
    training = linker.training
    training.estimate_u_using_random_sampling(max_pairs=1e6)
    if len(columns) > 1:
        first, second = list(columns)[:2]
        exact = [library.block_on(first, second)]
        training.estimate_probability_two_random_records_match(exact, recall=0.7)
        untrained = [column for column in columns if not _learned(training, library.block_on(column))]
        if len(untrained) == len(columns):
            raise ValueError("no column has values that are met twice")
    predicted = linker.inference.predict(threshold_match_probability=0.01).as_pandas_dataframe().to_dict("records")
    scored = [(row["match_probability"], frozenset({row["id_l"], row["id_r"]})) for row in predicted]
    answers = [{pair for chance, pair in scored if chance >= threshold} for threshold in THRESHOLDS]
    return best([*answers, *map(closed, answers)] if len(lists) == 1 else answers, true)


def _learned(training: Any, rule: Any) -> bool:
    """Train on pairs that a rule blocks; False where there are none."""
    try:
        training.estimate_parameters_using_expectation_maximisation(rule)
    except Exception:
        return False
    return True


def closed(pairs: Pairs) -> Pairs:
    """The pairs, and those that follow from them."""
    groups: dict[str, set[str]] = {}
    for pair in pairs:
        joined = set().union(*(groups.get(id, {id}) for id in pair))
        groups.update(dict.fromkeys(joined, joined))
    distinct = {id(group): group for group in groups.values()}.values()
    return {frozenset(pair) for group in distinct for pair in itertools.combinations(group, 2)}


def recordlinkage(lists: Sequence[Sequence[Row]], columns: dict[str, str], true: Pairs) -> Pairs:
    """Blocks on each column, texts at least 0.85 alike, and pairs of which enough columns agree."""
    import duckdb
    import recordlinkage as library

    frames = [frame(duckdb, rows, columns).set_index("id") for rows in lists]
    indexer = library.Index()
    for column in columns if len(columns) > 1 else ():
        indexer.block(column)
    if len(columns) == 1:
        indexer.full()
    links = indexer.index(*frames)
    compare = library.Compare()
    for column, kind in columns.items():
        if kind in ("name", "text", "email"):
            compare.string(column, column, method="jarowinkler", threshold=0.85)
        else:
            compare.exact(column, column)
    agreed = compare.compute(links, *frames).sum(axis=1)
    answers = [agreed[agreed >= least].index for least in range(1, len(columns) + 1)]
    answers.append(library.ECMClassifier(binarize=0.5).fit_predict(compare.compute(links, *frames)))
    found = [{frozenset(pair) for pair in answer} for answer in answers]
    return best(
        [*found, *(closed(pairs) for pairs in found if len(pairs) < 10_000)] if len(lists) == 1 else found, true
    )


def dedupe(lists: Sequence[Sequence[Row]], columns: dict[str, str], true: Pairs) -> Pairs:
    """Trained on a part of the very pairs that are to be found, then clustered or joined."""
    import dedupe as library

    made = {"code": library.variables.ShortString, "date": library.variables.ShortString}
    fields = [made.get(kind, library.variables.String)(column, has_missing=True) for column, kind in columns.items()]
    rows = [{row["id"]: {c: row.get(c) or None for c in columns} for row in one} for one in lists]
    known = {id: row for one in rows for id, row in one.items()}
    pairs = sorted((sorted(pair) for pair in true), key=str)
    matching = pairs[:: max(1, len(pairs) // 100)]
    firsts, seconds = list(rows[0]), list(rows[-1])
    apart = [
        (a, b) for a, b in zip(firsts[::3], seconds[7::3], strict=False) if frozenset({a, b}) not in true and a != b
    ][:200]
    linker = library.Dedupe(fields, num_cores=0) if len(rows) == 1 else library.RecordLink(fields, num_cores=0)
    linker.prepare_training(*rows)
    as_pairs = [[(known[a], known[b]) for a, b in taken] for taken in (matching, apart)]
    linker.mark_pairs({"match": as_pairs[0], "distinct": as_pairs[1]})
    linker.train(index_predicates=False)
    answers = []
    for threshold in THRESHOLDS:
        if len(rows) == 1:
            groups = [ids for ids, _ in linker.partition(rows[0], threshold)]
        else:
            groups = [ids for ids, _ in linker.join(rows[0], rows[1], threshold, "one-to-one")]
        answers.append({frozenset(pair) for group in groups for pair in itertools.combinations(group, 2)})
    return best(answers, true)


LINKERS = {"splink": splink, "recordlinkage": recordlinkage, "dedupe": dedupe}


def answer(name: str, lists: Sequence[Sequence[Row]], columns: dict[str, str], true: Pairs) -> Pairs | str:
    """What a library finds, or in words why it does not; in a process of its own, for some leave threads behind."""
    asked = json.dumps([name, lists, columns, [sorted(pair) for pair in true]])
    command = [sys.executable, "-W", "ignore", "-m", "tests.benchmarks.linkers"]
    done = subprocess.run(command, input=asked, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=900)
    if done.returncode:
        return f"breaks: {done.stderr.strip().splitlines()[-1:]}"
    said: str | list[list[str]] = json.loads(done.stdout.splitlines()[-1])
    return said if isinstance(said, str) else {frozenset(pair) for pair in said}


def main() -> None:
    """Answer what stands on standard input."""
    name, lists, columns, true = json.load(sys.stdin)
    try:
        found = LINKERS[name](lists, columns, {frozenset(pair) for pair in true})
        print(json.dumps([sorted(pair) for pair in found]))
    except ImportError as absent:
        print(json.dumps(f"not here ({absent.name})"))
    except Exception as refused:
        print(json.dumps(f"refuses the list: {type(refused).__name__}: {str(refused)[:120]}"))


def frame(duckdb: Any, rows: Sequence[Row], columns: Iterable[str]) -> Any:
    """Rows as a table of the library's kind, blank cells as missing."""
    names = ["id", *columns]
    connection = duckdb.connect()
    connection.execute(f"create table t ({', '.join(f'{name} varchar' for name in names)})")
    marks = ", ".join("?" for _ in names)
    connection.executemany(
        f"insert into t values ({marks})", [[row.get(name) or None for name in names] for row in rows]
    )
    return connection.sql("from t").df()


if __name__ == "__main__":
    main()
