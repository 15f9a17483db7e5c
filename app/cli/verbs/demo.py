"""The main job from end to end into one folder: a stranger's list in, leads settled, a handoff and a review out."""

import shutil
import sys
from argparse import Namespace
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from app.cli.clock import clock
from app.cli.finding import the_lead
from app.cli.opening import DOOR
from app.cli.printing import Output
from app.cli.verbs.drawing import drawn_into
from app.domain.lead import Answered, Certainty
from app.domain.problems import Problem
from app.domain.reasons import Reason
from app.domain.stage import Stage
from app.intake.choices import Choices
from app.services import gaps, reviews, touches
from app.services.answers import answer
from app.services.desk import Desk
from app.services.handoffs import issue_handoff
from app.services.imports import ImportChoices, ImportResult, commit_import, plan_import
from app.services.lead_page import lead_view
from app.services.moves import default_due, move
from app.services.sample import create_sample
from app.shipped import shipped

LIST = "booth-list.csv"
CHOICES = ImportChoices(
    reading=Choices(mapping={"service_line": "Interested in", "asked_for": "What they asked for"}),
    defaults={"source": "trade_fair", "campaign": "Regional Laboratory Day"},
)
MANAGER = "Carla Nyström"
TOLD = {
    "sql_use_case": "Send-outs take nine hours from draw to result; patients stay overnight for it.",
    "sql_volume": "180 to 220 send-outs a week from two sites.",
    "sql_operations": "Serum in standard tubes, courier at 17:00 is enough, results by portal are accepted.",
    "sql_intent": "“We choose a partner before our contract ends.”",
    "sql_next_step": "We send the protocol by Friday, they name ten samples by the week after.",
}


@dataclass(frozen=True)
class _Settled:
    """Where one person of the list goes, and why."""

    who: str
    path: str
    learned: str
    next_step: str
    days: int | None = None  # until the next step
    code: str = ""
    stage: Stage | None = None


SETTLED = (
    _Settled(
        "Ruth Okafor", "nurture", "Took a panel overview, no question and no date.", "Send the panel case study", 30
    ),
    _Settled("Søren Vance", "sdr_outreach", "Asked for the programme guide.", "Call about the plan year", 2),
    _Settled(
        "José Lindqvist", "disqualified", "A student who collects pens.", "Nothing further", code="student_or_private"
    ),
    _Settled("Tilda Brandt", "disqualified", "Wants to sell us an analyser.", "Nothing further", code="competitor"),
    _Settled("Henrik Falk", "disqualified", "A clinic outside our regions.", "Answer kindly", code="wrong_region"),
)


@dataclass
class _Result:
    """What the demonstration made, for the last lines and for the JSON document."""

    leads: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)
    settled: int = 0
    pictures: list[Path] = field(default_factory=list)


def demo_(args: Namespace, out: Output) -> None:
    """Run the main job into a folder and say where everything is."""
    folder: Path = args.folder
    _prepare(folder)
    result = _Result()
    paths = _names(folder)
    out.say("Making the sample workspace: five weeks of a made-up team ...")
    _flush()
    create_sample(paths["workspace"], by=args.by, now=clock()).close()
    with Desk.open(paths["workspace"], by=args.by, now=clock(), door=DOOR) as desk:
        _import(desk, paths["list"], result)
        _settle(desk, result)
        desk.do(issue_handoff, desk.ask(the_lead, MANAGER), paths["handoff"])
        week = desk.ask(reviews.last_complete_week)
        desk.do(reviews.issue_review, week, paths["review"])
    out.say("Drawing every page ...")
    _flush()
    why_not = _draw(args, paths["pictures"], result)
    _report(paths, week, result, why_not, out)


def _prepare(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise Problem(f"{folder} is a file; name a folder.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as refused:
        raise Problem(f"{folder} cannot be made ({refused.strerror}); name another folder.") from refused


def _names(folder: Path) -> dict[str, Path]:
    """Where everything goes. A workspace of an earlier run stays; the next one is numbered."""
    number, workspace = 1, folder / "Sample.assay"
    while workspace.exists():
        number += 1
        workspace = folder / f"Sample {number}.assay"
    return {
        "workspace": workspace,
        "list": folder / LIST,
        "handoff": folder / "Handoff.xlsx",
        "review": folder / "Review.xlsx",
        "pictures": folder / "pictures",
    }


def _import(desk: Desk, path: Path, result: _Result) -> None:
    """The booth list of an organiser: preamble, Windows letters, a twin, a line of nobody, a total."""
    shutil.copyfile(shipped() / "sample" / LIST, path)
    plan = desk.ask(plan_import, [path], CHOICES)
    done = desk.do(commit_import, plan).outcome
    assert isinstance(done, ImportResult)
    result.leads, result.counts = len(done.lead_ids), done.counts


def _settle(desk: Desk, result: _Result) -> None:
    today = clock()().date()
    _qualify(desk, desk.ask(the_lead, MANAGER))
    director = desk.ask(the_lead, "Devon Achebe")
    question = "Which documents does the laboratory director expect before a verification?"
    desk.do(gaps.add_gap, director, question, "validation", "stops", "ours", due=default_due(3, today))
    first = _Settled(
        "Devon Achebe", "technical_presales", "Asked for the validation pack.", "Send it and book a call", 2
    )
    for one in (first, *SETTLED):
        reason = Reason(one.learned, one.next_step, default_due(one.days, today), desk.by, one.code)
        desk.do(move, desk.ask(the_lead, one.who), path=one.path, reason=reason)
    result.settled = len(SETTLED) + 2


def _qualify(desk: Desk, lead: int) -> None:
    """From a stranger to SQL: what facts suggest is confirmed, then what a call has told is written down."""
    soon = default_due(2, clock()().date())
    for row in desk.ask(lead_view, lead).mql.rows:
        if row.required:
            evidence = row.suggestion or "Runs the send-out bench, says the badge and the talk at the booth"
            desk.do(answer, lead, row.id, Answered.YES, evidence, certainty=Certainty.DOCUMENT)
    reason = Reason("Runs send-outs, wants a demo and prices this quarter.", "Call about the need", soon, desk.by)
    desk.do(move, lead, stage=Stage.MQL, path="sdr_outreach", reason=reason)
    desk.do(touches.log_touch, lead, "call", "Told us about turnaround, volumes and the contract.", True)
    for criterion, evidence in TOLD.items():
        desk.do(answer, lead, criterion, Answered.YES, evidence, MANAGER, Certainty.TOLD)
    reason = Reason("All four gates proven on the call.", "Discovery call with the laboratory director", soon, desk.by)
    desk.do(move, lead, stage=Stage.SQL, path="sales_discovery", reason=reason)


def _draw(args: Namespace, folder: Path, result: _Result) -> str:
    """Draw the pictures; a machine without the libraries of a window does the rest all the same."""
    try:
        result.pictures = list(drawn_into(args, folder))
    except ImportError as missing:
        return str(missing)
    return ""


def _report(paths: Mapping[str, Path], week: str, result: _Result, why_not: str, out: Output) -> None:
    out.document(
        {
            **{name: str(path) for name, path in paths.items() if name != "pictures"},
            "week": week,
            "counts": result.counts,
            "settled": result.settled,
            "pictures": [str(path) for path in result.pictures],
        }
    )
    rows = sum(result.counts.values())
    pictures = f"{paths['pictures']} ({len(result.pictures)} files)" if not why_not else f"not drawn: {why_not}"
    out.say("", "The main job is done. Everything is here:")
    out.pairs(
        [
            ("Workspace", str(paths["workspace"])),
            ("Imported", f"{paths['list']}: {rows} rows, {result.counts['create']} new leads, every row accounted for"),
            ("Settled", f"{result.settled} leads with written reasons; {MANAGER} became an SQL"),
            ("Handoff", f"{paths['handoff']} (with a reply sheet to send back)"),
            ("Review", f"{paths['review']} (week {week})"),
            ("Pictures", pictures),
        ],
        indent=2,
    )
    workspace = f'"{paths["workspace"]}"'
    out.say("", "Look around:")
    for words in (f"leads {workspace} --where stage=sql", f'show {workspace} "{MANAGER}"', f"history {workspace}"):
        out.say(f"  {_assay()} {words}")


def _assay() -> str:
    """The command as it works from where it is printed: the name alone is seldom on the path of a newcomer."""
    beside = Path(sys.executable).parent / ("assay.exe" if sys.platform == "win32" else "assay")
    if not beside.exists():
        return f'"{sys.executable}" -m app'
    known = shutil.which("assay")
    if known is not None and beside.samefile(known):
        return "assay"
    here = Path.cwd()
    found = str(beside.relative_to(here)) if beside.is_relative_to(here) else str(beside)
    return f'"{found}"' if " " in found else found


def _flush() -> None:
    if sys.stdout is not None:
        sys.stdout.flush()
