"""What every metric of the review counts, in plain SQL over the tables of a workspace; no code of the program.

`CASES` is the table to read: for each metric the rows that it looks at, as lead, whether it holds, what is measured,
and its value of the metric's own dimension. What they rest on (where each lead stood when) is `COURSES`.
"""

import sqlite3
import statistics
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from math import sqrt
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from app.domain.playbook import Playbook

ZONE = ZoneInfo("America/New_York")
CLOSED_DAYS = {date(2025, 11, 27), date(2025, 12, 25), date(2026, 1, 1), date(2026, 1, 19), date(2026, 2, 16)}
CLOSED_DAYS |= {date(2026, 5, 25), date(2026, 6, 19), date(2026, 7, 4), date(2026, 9, 7), date(2026, 11, 26)}
CLOSED_DAYS |= {date(2026, 12, 25), date(2025, 9, 1), date(2025, 7, 4)}
DIMENSIONS = ("service_line", "segment", "source", "offer", "region", "owner")

# Every move, and one more of each lead that stands elsewhere than its last one says: an undo or a merge put it there,
# when the history says that its place became what it is, or that another lead became one with it.
MOVES = """
CREATE TEMP TABLE move AS SELECT id, lead_id, at, from_stage, to_stage, from_path, to_path, cycle, "by", override
FROM main.move;
CREATE TEMP TABLE last AS SELECT m.* FROM main.move m
WHERE m.id = (SELECT max(id) FROM main.move WHERE lead_id = m.lead_id);
CREATE TEMP TABLE strayed AS SELECT l.id, max(
    coalesce((SELECT max(g.at) FROM merged g WHERE g.kind = 'lead' AND g.into_id = l.id), ''),
    coalesce((SELECT max(a.at) FROM change c JOIN action a ON a.id = c.action_id
        WHERE c.table_name = 'lead' AND c.row_id = l.id AND c.after IS NOT NULL
        AND coalesce(c.after ->> '$.stage', c.after ->> '$.path') IS NOT NULL
        AND coalesce(c.after ->> '$.stage', l.stage) = l.stage
        AND coalesce(c.after ->> '$.path', l.path) = l.path), '')) AS at
FROM lead l JOIN last m ON m.lead_id = l.id WHERE l.stage <> m.to_stage OR l.path <> m.to_path;
INSERT INTO temp.move SELECT 1000000000 + l.id, l.id, s.at, m.to_stage, l.stage, m.to_path, l.path, l.cycle, '', ''
FROM strayed s JOIN lead l ON l.id = s.id JOIN last m ON m.lead_id = l.id WHERE s.at <> '';
CREATE INDEX temp.move_of_lead ON move (lead_id, at);
"""
COURSES = """
-- moves in the order of time: the state each led to, and the one before it; a closed path is a state of its own
CREATE TEMP TABLE went AS
SELECT lead_id, at, cycle, after, coalesce(lag(after) OVER course, first_state) AS before,
       coalesce(lag(cycle) OVER course, 1) AS cycle_before, row_number() OVER course AS turn
FROM (SELECT lead_id, id, at, cycle,
             CASE WHEN to_path IN (SELECT id FROM path WHERE closed) THEN 'closed' ELSE to_stage END AS after,
             CASE WHEN from_path IN (SELECT id FROM path WHERE closed) THEN 'closed' ELSE from_stage END AS first_state
      FROM move)
WINDOW course AS (PARTITION BY lead_id ORDER BY at, id);
CREATE INDEX temp.went_lead ON went (lead_id, turn);

-- a lead arrived when it says so, or with its first move where that is earlier
CREATE TEMP TABLE arrival AS
SELECT l.id AS lead_id, min(l.created_at, coalesce(f.at, l.created_at)) AS at,
       coalesce(f.before, CASE WHEN l.path IN (SELECT id FROM path WHERE closed) THEN 'closed' ELSE l.stage END)
           AS state
FROM lead l LEFT JOIN went f ON f.lead_id = l.id AND f.turn = 1
WHERE min(l.created_at, coalesce(f.at, l.created_at)) < (SELECT "end" FROM period);
CREATE INDEX temp.arrival_lead ON arrival (lead_id);

-- changes of stage up to the end of the period, how long the stage before had lasted, and whether the lead rose
CREATE TEMP TABLE step AS
SELECT s.*, coalesce(lag(s.at) OVER (PARTITION BY s.lead_id ORDER BY s.turn), a.at) AS since,
       b.rank > f.rank AS up
FROM went s JOIN arrival a USING (lead_id) JOIN state f ON f.id = s.before JOIN state b ON b.id = s.after
WHERE s.before <> s.after AND s.at < (SELECT "end" FROM period);

CREATE INDEX temp.step_lead ON step (lead_id, turn);

-- of those the ones that count as new in their stage: upwards, and the first into it in their cycle
CREATE TEMP TABLE entry AS
SELECT lead_id, at, after FROM (
    SELECT *, row_number() OVER (PARTITION BY lead_id, cycle, after ORDER BY turn) AS nth FROM step WHERE up)
WHERE nth = 1;

-- every stay in a stage: until when, and what followed
CREATE TEMP TABLE stay AS
SELECT lead_id, before AS state, since, at AS until, after AS next, up FROM step
UNION ALL
SELECT a.lead_id, coalesce(l.after, a.state), coalesce(l.at, a.at), NULL, NULL, 0
FROM arrival a LEFT JOIN (SELECT lead_id, after, at, max(turn) FROM step GROUP BY lead_id) l USING (lead_id);

CREATE INDEX temp.stay_lead ON stay (lead_id);

-- where everybody stood at the end
CREATE TEMP TABLE standing AS
SELECT s.lead_id, s.state, s.since,
       coalesce((SELECT m.to_path FROM move m WHERE m.lead_id = s.lead_id AND m.at < (SELECT "end" FROM period)
                 ORDER BY m.at DESC, m.id DESC LIMIT 1),
                (SELECT m.from_path FROM move m WHERE m.lead_id = s.lead_id ORDER BY m.at, m.id LIMIT 1),
                l.path) AS path
FROM stay s JOIN lead l ON l.id = s.lead_id WHERE s.until IS NULL;

-- when each was proven first
CREATE TEMP TABLE proven AS
SELECT lead_id, min(CASE WHEN state IN ('mql', 'sal', 'sql', 'opportunity') THEN since END) AS mql,
       min(CASE WHEN state IN ('sql', 'opportunity') THEN since END) AS sql
FROM stay GROUP BY lead_id;

CREATE INDEX temp.proven_lead ON proven (lead_id);

-- packages with their verdict as far as it was given by the end, and when their next version left
CREATE TEMP TABLE package AS
SELECT h.id, h.number, h.lead_id, h.sent_at, h.by, h.completeness, h.reason, coalesce(p.id, '') AS path,
       CASE WHEN h.verdict_at < w."end" THEN h.verdict ELSE '' END AS verdict,
       CASE WHEN h.verdict_at < w."end" THEN h.verdict_at END AS verdict_at,
       n.sent_at AS again_at
FROM period w, handoff h LEFT JOIN handoff n ON n.replaces_id = h.id AND +n.sent_at < w."end"
     LEFT JOIN path p ON p.label = json_extract(h.sheet, '$.path')
WHERE h.sent_at < w."end";

CREATE TEMP TABLE first_touch AS
SELECT t.lead_id, min(t.at) AS at FROM touch t WHERE t.at < (SELECT "end" FROM period) GROUP BY t.lead_id;
"""

_OPEN = "standing s JOIN lead l ON l.id = s.lead_id LEFT JOIN account a ON a.id = l.account_id"
_FIELD = "SELECT s.lead_id, {known}, 0, '{label}' FROM " + _OPEN + " {joined} WHERE s.state <> 'closed'"
_WHO = "JOIN person p ON p.id = l.person_id"

CASES: Mapping[str, str] = {
    "new_leads": "SELECT lead_id, 1, 0, '' FROM arrival WHERE at >= :start",
    "new_mql": "SELECT lead_id, 1, 0, '' FROM entry WHERE after = 'mql' AND at >= :start",
    "new_sql": "SELECT lead_id, 1, 0, '' FROM entry WHERE after = 'sql' AND at >= :start",
    "new_opportunity": "SELECT lead_id, 1, 0, '' FROM entry WHERE after = 'opportunity' AND at >= :start",
    "reopened": """SELECT lead_id, 1, 0, (SELECT label FROM state WHERE id = after)
        FROM step WHERE before = 'closed' AND at >= :start""",
    # the first change of stage in a cycle that is not the first one; to be closed is not to be qualified
    "requalified": """SELECT lead_id, 1, 0, (SELECT label FROM state WHERE id = after)
        FROM (SELECT *, row_number() OVER (PARTITION BY lead_id, cycle ORDER BY turn) AS nth FROM step WHERE cycle > 1)
        WHERE nth = 1 AND after <> 'closed' AND at >= :start""",
    # everybody at hand in a stage during the week, and who left it upwards
    "steps": """SELECT lead_id, up, 0, (SELECT label FROM state WHERE id = state) FROM stay
        WHERE state IN ('lead', 'mql', 'sal', 'sql') AND (until IS NULL OR until >= :start)""",
    "cohort_mql": """SELECT a.lead_id, p.mql <= in_days(a.at, 28), 0, c.name
        FROM arrival a JOIN cohort c ON a.at >= c.start AND a.at < c."end" JOIN proven p USING (lead_id)
        WHERE date(day(c."end"), '+28 days') <= day(:end)""",
    "cohort_sql": """SELECT a.lead_id, p.sql <= in_days(a.at, 28), 0, c.name
        FROM arrival a JOIN cohort c ON a.at >= c.start AND a.at < c."end" JOIN proven p USING (lead_id)
        WHERE date(day(c."end"), '+28 days') <= day(:end)""",
    "lead_to_mql": """SELECT lead_id, mql IS NOT NULL, 0, '' FROM arrival JOIN proven USING (lead_id)
        WHERE at >= :quarter""",
    "lead_to_sql": """SELECT lead_id, sql IS NOT NULL, 0, '' FROM arrival JOIN proven USING (lead_id)
        WHERE at >= :quarter""",
    # readiness is confirmed after they became MQL; what an earlier cycle proved is another story
    "mql_to_sql": """SELECT lead_id, EXISTS (SELECT 1 FROM stay s WHERE s.lead_id = e.lead_id
            AND s.state IN ('sql', 'opportunity') AND s.since >= e.first), 0, ''
        FROM (SELECT lead_id, min(at) AS first FROM entry WHERE after = 'mql' AND at >= :quarter GROUP BY lead_id) e""",
    "content": """SELECT DISTINCT g.lead_id, p.sql IS NOT NULL, 0, g.asset FROM signal g JOIN proven p USING (lead_id)
        WHERE g.asset <> '' AND g.at >= :quarter AND g.at < :end""",
    "drop_off": """SELECT lead_id, 1, 0, (SELECT label FROM state WHERE id = before) FROM step
        WHERE after = 'closed' AND at >= :quarter""",
    "overridden": "SELECT lead_id, 1, 0, '' FROM move WHERE override <> '' AND at >= :start AND at < :end",
    "handoffs": "SELECT lead_id, 1, 0, '' FROM package WHERE sent_at >= :start",
    "acceptance": """SELECT lead_id, verdict = 'accept', 0, by FROM package
        WHERE verdict IN ('accept', 'reject') AND verdict_at >= :start""",
    "acceptance_quarter": """SELECT lead_id, verdict = 'accept', 0, by FROM package
        WHERE verdict IN ('accept', 'reject') AND verdict_at >= :quarter""",
    "reject_reasons": """SELECT lead_id, 1, 0, r.label FROM package JOIN reason r ON r.id = reason
        WHERE verdict = 'reject' AND verdict_at >= :quarter""",
    "too_early": """SELECT lead_id, verdict = 'reject' AND coalesce(r.too_early, 0), 0, ''
        FROM package LEFT JOIN reason r ON r.id = reason
        WHERE verdict IN ('accept', 'reject') AND verdict_at >= :quarter""",
    # without a decision at the end, and not sent again: over its hours without any answer, unless its clock is paused
    "pending": """SELECT lead_id, verdict = '' AND hours(lead_id, sent_at, :until) > :verdict_hours
            AND NOT EXISTS (SELECT 1 FROM clock_pause c WHERE c.lead_id = package.lead_id AND c.since <= :until
                            AND (c.until IS NULL OR c.until > :until)), 0, ''
        FROM package WHERE verdict NOT IN ('accept', 'reject') AND again_at IS NULL""",
    # answered in its hours in the week; or its hours ran out in it, unless it was sent again before that
    "review_rate": """SELECT lead_id, in_time, 0, '' FROM (
            SELECT *, coalesce(hours(lead_id, sent_at, verdict_at) <= :verdict_hours, 0) AS in_time FROM package)
        WHERE CASE WHEN in_time THEN verdict_at >= :start ELSE
            hours(lead_id, sent_at, min(:until, coalesce(again_at, :until))) > :verdict_hours
            AND hours(lead_id, sent_at, max(:start, sent_at)) <= :verdict_hours END""",
    "routing_accuracy": """SELECT lead_id, elsewhere IS NULL, 0, (SELECT label FROM path WHERE id = path) FROM (
            SELECT p.*, (SELECT min(m.at) FROM move m WHERE m.lead_id = p.lead_id AND m.at > p.sent_at AND m.at < :end
                         AND m.to_path <> m.from_path AND m.to_path <> p.path
                         AND m.to_path IN (SELECT id FROM path WHERE sells)
                         AND hours(m.lead_id, p.sent_at, m.at) <= 10 * 9) AS elsewhere FROM package p)
        WHERE coalesce(elsewhere, CASE WHEN verdict = 'accept' THEN verdict_at END) >= :quarter""",
    "handoff_completeness": "SELECT lead_id, 1, completeness, '' FROM package WHERE sent_at >= :start",
    "hours_to_outreach": """SELECT lead_id, 1, hours(lead_id, a.at, t.at), ''
        FROM first_touch t JOIN arrival a USING (lead_id) WHERE t.at >= :start AND t.at >= a.at""",
    "outreach_in_time": """SELECT lead_id, hours(lead_id, a.at, t.at) <= o.hours, 0, ''
        FROM first_touch t JOIN arrival a USING (lead_id) JOIN lead l ON l.id = lead_id
        JOIN outreach o ON o.offer = CASE WHEN l.offer IN (SELECT offer FROM outreach) THEN l.offer ELSE '' END
        WHERE t.at >= :start AND t.at >= a.at AND o.hours > 0""",
    "hours_to_verdict": """SELECT lead_id, 1, hours(lead_id, sent_at, verdict_at), '' FROM package
        WHERE verdict IN ('accept', 'reject') AND verdict_at >= :start""",
    "days_in_stage": """SELECT lead_id, 1, days(since, until), (SELECT label FROM state WHERE id = state) FROM stay
        WHERE state <> 'closed' AND until >= :quarter""",
    "age": """SELECT lead_id, 1, days(since, :until), (SELECT label FROM state WHERE id = state) FROM standing
        WHERE state <> 'closed'""",
    "nurture_engaged": """SELECT s.lead_id,
            EXISTS (SELECT 1 FROM signal g WHERE g.lead_id = s.lead_id AND g.at >= :start AND g.at < :end)
            OR EXISTS (SELECT 1 FROM touch t WHERE t.lead_id = s.lead_id AND t.reached
                       AND t.at >= :start AND t.at < :end), 0, ''
        FROM standing s WHERE s.state <> 'closed' AND s.path = 'nurture'""",
    "sql_meetings": """SELECT DISTINCT y.lead_id, EXISTS (SELECT 1 FROM touch t WHERE t.lead_id = y.lead_id
            AND t.reached AND t.kind IN ('call', 'meeting', 'visit') AND t.at >= :start AND t.at < :end), 0, ''
        FROM stay y WHERE y.state = 'sql' AND (y.until IS NULL OR y.until >= :start)""",
    "sql_progress": """SELECT lead_id, EXISTS (SELECT 1 FROM step s WHERE s.lead_id = e.lead_id
            AND s.after = 'opportunity' AND s.at >= e.first), 0, ''
        FROM (SELECT lead_id, min(at) AS first FROM entry WHERE after = 'sql' AND at >= :quarter GROUP BY lead_id) e""",
    # not now waits for a date or a trigger; everybody else needs a step and a date
    "in_order": f"""SELECT s.lead_id, l.owner <> '' AND (l.next_step <> '' OR w.waits)
            AND (l.due IS NOT NULL OR (w.waits AND l.trigger <> '')), 0,
            CASE WHEN l.owner = '' THEN 'no owner' ELSE l.owner END
        FROM {_OPEN} LEFT JOIN path w ON w.id = s.path WHERE s.state <> 'closed'""",
    "data_completeness": " UNION ALL ".join(
        _FIELD.format(known=known, label=label, joined=_WHO if "p." in known else "")
        for label, known in {
            "Name": "p.full_name <> ''",
            "Job title": "p.job_title <> ''",
            "E-mail or phone": "p.email <> '' OR p.phone <> ''",
            "Account": "coalesce(a.name, '') <> ''",
            "Segment": "coalesce(a.segment, '') <> ''",
            "Region": "coalesce(a.region, '') <> ''",
            "Service line": "l.service_line <> ''",
            "Source": "l.source <> ''",
        }.items()
    ),
}
"""The cases of every metric: lead, whether it holds, what is measured, its value of the metric's own dimension."""

COUNTS = frozenset({"new_leads", "new_mql", "new_sql", "new_opportunity", "reopened", "requalified", "overridden"})
COUNTS |= {"handoffs"}
SHARES = frozenset({"drop_off", "reject_reasons"})
MEASURED = frozenset({"hours_to_outreach", "hours_to_verdict", "days_in_stage", "age"})
MEANS = frozenset({"handoff_completeness"})
OWN: Mapping[str, str] = {
    **dict.fromkeys(("reopened", "requalified", "steps", "drop_off", "days_in_stage", "age"), "stage"),
    **dict.fromkeys(("cohort_mql", "cohort_sql"), "cohort"),
    **dict.fromkeys(("acceptance", "acceptance_quarter"), "qualifier"),
    "content": "content",
    "reject_reasons": "reason",
    "routing_accuracy": "route",
    "in_order": "owner",
    "data_completeness": "field",
}
ALONE = SHARES | {"reopened", "requalified", "cohort_mql", "cohort_sql", "content", "age", "in_order"}
ALONE |= {"data_completeness"}
"""Metrics that are not told apart by the dimensions of the leads."""


class Said(NamedTuple):
    """One figure: what holds or was measured in sum, of how many, and what that makes."""

    numerator: float | None
    denominator: int | None
    figure: float | None
    low: float | None = None
    high: float | None = None
    ninetieth: float | None = None


Key = tuple[str, str, str]  # metric, dimension, value


class InSql:
    """A workspace read with plain SQL for the weeks up to one; `now` is when the review is asked for."""

    def __init__(self, path: Path, book: Playbook, week: str, now: datetime, weeks: int = 1) -> None:
        year, number = map(int, week.split("-W"))
        first = date.fromisocalendar(year, number, 1) - timedelta(days=7 * (weeks - 1))
        last = date.fromisocalendar(year, number, 1) + timedelta(days=7)
        self._start, self._end = _midnight(first), _midnight(last)
        self._quarter = _midnight(last - timedelta(days=7 * 13))
        self._until = min(self._end, kept(now)) if kept(now) > self._start else self._end
        bounds = [_midnight(last - timedelta(days=7 * weeks * back)) for back in range(13, -1, -1)]
        names = [last - timedelta(days=7 * weeks * back) + timedelta(days=3) for back in range(13, 0, -1)]
        self._cohorts = [
            (start, end, "{}-W{:02}".format(*name.isocalendar()[:2]))
            for start, end, name in zip(bounds[:-1], bounds[1:], names, strict=True)
        ]
        self._raw = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        self._vocabulary(book)
        self._raw.executescript(MOVES)
        self._raw.executescript(COURSES)
        self._raw.execute("CREATE TEMP TABLE found (lead_id, holds, amount, own)")

    def __enter__(self) -> "InSql":
        return self

    def __exit__(self, *_: object) -> None:
        self._raw.close()

    def _vocabulary(self, book: Playbook) -> None:
        """What the words of the workspace mean: stages by rank, paths, reasons, labels; and the functions of time."""
        raw, pauses = self._raw, dict[int, list[tuple[str, str]]]()
        for lead, since, until in raw.execute("SELECT lead_id, since, until FROM clock_pause"):
            pauses.setdefault(lead, []).append((since, until or "9999"))
        raw.create_function("hours", 3, lambda lead, a, b: business_hours(a, b, pauses.get(lead, [])))
        raw.create_function("days", 2, lambda a, b: (moment(b) - moment(a)) / timedelta(days=1))
        raw.create_function("day", 1, lambda at: moment(at).astimezone(ZONE).date().isoformat())
        raw.create_function("in_days", 2, lambda at, days: kept(moment(at) + timedelta(days=days)))
        raw.executescript(
            """CREATE TEMP TABLE period (start, "end"); CREATE TEMP TABLE cohort (start, "end", name);
            CREATE TEMP TABLE state (id PRIMARY KEY, rank, label); CREATE TEMP TABLE word (kind, id, label);
            CREATE TEMP TABLE path (id PRIMARY KEY, label, closed, waits, sells);
            CREATE TEMP TABLE reason (id, label, too_early); CREATE TEMP TABLE outreach (offer, hours);"""
        )
        raw.execute("INSERT INTO period VALUES (?, ?)", (self._start, self._end))
        raw.executemany("INSERT INTO cohort VALUES (?, ?, ?)", self._cohorts)
        states = (("closed", "Closed"), ("lead", "Lead"), ("mql", "MQL"), ("sal", "SAL"), ("sql", "SQL"))
        ranked = enumerate((*states, ("opportunity", "Opportunity")))
        raw.executemany("INSERT INTO state VALUES (?, ?, ?)", [(id, rank, label) for rank, (id, label) in ranked])
        sells = {"sales_discovery", "technical_presales", "clinical_specialist", "pilot", "proposal"}
        paths = [(p.id, p.label, not p.open, p.open and p.needs_date, p.id in sells) for p in book.paths]
        raw.executemany("INSERT INTO path VALUES (?, ?, ?, ?, ?)", paths)
        reasons = [(reason.id, reason.label, reason.sent_too_early) for reason in book.reasons.reject]
        raw.executemany("INSERT INTO reason VALUES (?, ?, ?)", reasons)
        allowed = {"": book.deadlines.first_outreach_hours, **book.deadlines.first_outreach_by_offer}
        raw.executemany("INSERT INTO outreach VALUES (?, ?)", allowed.items())
        words = [(kind, e.id, e.label) for kind in DIMENSIONS[:-1] for e in book.words(kind)]
        raw.executemany("INSERT INTO word VALUES (?, ?, ?)", words)
        self._verdict_hours = book.deadlines.verdict_hours
        columns = ("l.service_line", "a.segment", "l.source", "l.offer", "a.region")
        label = "coalesce((SELECT label FROM word WHERE kind = '{}' AND id = {}), nullif({}, ''), 'not known') AS {}"
        said = [label.format(kind, column, column, kind) for kind, column in zip(DIMENSIONS, columns, strict=False)]
        said.append("coalesce(nullif(l.owner, ''), 'not known') AS owner")
        raw.execute(
            f"CREATE TEMP TABLE dim AS SELECT l.id AS lead_id, {', '.join(said)} FROM lead l"
            " LEFT JOIN account a ON a.id = l.account_id"
        )
        raw.execute("CREATE INDEX temp.dim_lead ON dim (lead_id)")

    def figures(self) -> dict[Key, Said]:
        """Every metric in total and by each of its dimensions."""
        return {key: said for metric in CASES for key, said in self.of(metric)}

    def of(self, metric: str) -> Iterator[tuple[Key, Said]]:
        """One metric in total and by each of its dimensions."""
        words: dict[str, Any] = {"start": self._start, "end": self._end, "quarter": self._quarter, "until": self._until}
        words |= {"verdict_hours": self._verdict_hours}
        self._raw.execute("DELETE FROM found")
        self._raw.execute(f"INSERT INTO found {CASES[metric]}", words)
        if metric in SHARES:
            (whole,) = self._raw.execute("SELECT count(*) FROM found").fetchone()
            yield (metric, "", ""), Said(whole, whole, 1.0 if whole else None)
            for value, some in self._raw.execute("SELECT own, count(*) FROM found GROUP BY own"):
                yield (metric, OWN[metric], value), _share(some, whole)
            return
        yield (metric, "", ""), next(self._parts(metric, "''"), ("", _said(metric, 0, 0, [])))[1]
        if metric in OWN:
            for value, said in self._parts(metric, "own"):
                yield (metric, OWN[metric], value), said
        if metric not in ALONE:
            for dimension in DIMENSIONS:
                for value, said in self._parts(metric, dimension):
                    yield (metric, dimension, value), said

    def _parts(self, metric: str, column: str) -> Iterator[tuple[str, Said]]:
        """What the cases found say, told apart by a column."""
        amounts = dict[str, list[float]]()
        if metric in MEASURED | MEANS:
            for value, amount in self._raw.execute(f"SELECT {column}, amount FROM found JOIN dim USING (lead_id)"):
                amounts.setdefault(value, []).append(amount)
        grouped = (
            f"SELECT {column}, sum(coalesce(holds, 0) <> 0), count(*) FROM found JOIN dim USING (lead_id) GROUP BY 1"
        )
        for value, hits, n in self._raw.execute(grouped):
            yield value, _said(metric, hits, n, amounts.get(value, []))


def _said(metric: str, hits: int, n: int, amounts: list[float]) -> Said:
    if metric in COUNTS:
        return Said(n, None, n)
    if metric not in MEASURED | MEANS:
        return _share(hits, n)
    if not amounts:
        return Said(None, 0, None)
    if metric in MEANS:
        return Said(sum(amounts), n, statistics.fmean(amounts))
    ninetieth = statistics.quantiles(amounts, n=10, method="inclusive")[-1] if n > 1 else amounts[0]
    return Said(sum(amounts), n, statistics.median(amounts), ninetieth=ninetieth)


def _share(hits: int, n: int) -> Said:
    """A share with the 95 % score interval of Wilson: the shares p for which |hits/n - p| is 1.96 standard errors."""
    if not n:
        return Said(hits, 0, None)
    z2 = statistics.NormalDist().inv_cdf(0.975) ** 2
    # (hits/n - p)^2 = z2 p (1 - p) / n, solved for p
    a, b, c = 1 + z2 / n, -(2 * hits / n + z2 / n), (hits / n) ** 2
    root = sqrt(max(0.0, b * b - 4 * a * c))
    return Said(hits, n, hits / n, max(0.0, (-b - root) / (2 * a)), min(1.0, (-b + root) / (2 * a)))


def business_hours(start: str, end: str, pauses: Iterable[tuple[str, str]] = ()) -> float | None:
    """Hours from 8:30 to 17:30 of working days in New York, second by second on the wall, without the pauses."""
    if start is None or end is None:
        return None
    a, b = moment(start), moment(end)
    seconds, day = 0.0, a.astimezone(ZONE).date()
    while day <= b.astimezone(ZONE).date():
        if day.weekday() < 5 and day not in CLOSED_DAYS:
            opens, closes = (datetime.combine(day, time(hour, 30), ZONE).astimezone(UTC) for hour in (8, 17))
            seconds += _free(max(a, opens), min(b, closes), sorted(pauses))
        day += timedelta(days=1)
    return seconds / 3600


def _free(start: datetime, end: datetime, pauses: Iterable[tuple[str, str]]) -> float:
    """Seconds from start to end outside the pauses, which are in order."""
    free = 0.0
    for since, until in pauses:
        begun = moment(since)
        if begun > start:
            free += max(0.0, (min(begun, end) - start).total_seconds())
        start = max(start, moment(until) if until != "9999" else end)
    return free + max(0.0, (end - start).total_seconds())


def moment(kept: str) -> datetime:
    """A moment as SQLite keeps it."""
    return datetime.strptime(kept, "%Y-%m-%d %H:%M:%S.%f").replace(tzinfo=UTC)


def kept(at: datetime) -> str:
    """As SQLite keeps a moment."""
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")


def _midnight(on: date) -> str:
    return kept(datetime.combine(on, time(), ZONE))
