"""Linking: who is the same in one file, or in two, without a workspace."""

import os
from argparse import Namespace
from typing import Any

from app.cli.asking import files_of
from app.cli.documents import some
from app.cli.printing import Output
from app.services.linking import Link, LinkChoices, link


def link_(args: Namespace, out: Output) -> None:
    """Print every pair of rows that may be one, the surest first."""
    choices = LinkChoices(
        kind=args.kind,
        columns=dict(args.map),
        compare=tuple(args.compare),
        password=args.password or os.environ.get("ASSAY_PASSWORD") or None,
    )
    paths = files_of([args.file_a, *([args.file_b] if args.file_b else [])])
    found = link(paths, choices)
    out.document(
        {"kind": found.kind, "kind_why": found.why_kind, "pairs": [_described(found.kind, one) for one in found.links]}
    )
    for question in found.open:
        out.warn(question)
    heads = (f"A: {paths[0].name}", f"B: {paths[-1].name}") if len(paths) > 1 else ("Record A", "Record B")
    out.table(
        (*heads, "How likely", "Why"),
        [(one.a.record, one.b.record, _likely(one), "; ".join(one.found.reasons)) for one in found.links],
        right=heads,
    )
    taken, other = ("people", "accounts") if found.kind == "people" else ("organisations", "people")
    out.say(f"Taken as {taken}, {found.why_kind}" + ("." if args.kind else f"; --kind {other} takes them otherwise."))
    sure = sum(one.found.sure for one in found.links)
    rows = " and ".join(f"{count:,}" for count in found.rows)
    out.say(f"{rows} rows: {sure:,} pairs surely one, {len(found.links) - sure:,} to decide.")


def _likely(one: Link) -> str:
    return "sure" if one.found.sure else f"{one.found.probability:.0%}"


def _described(kind: str, one: Link) -> dict[str, Any]:
    sides = {"kind": kind, "a": one.a.record, "b": one.b.record}
    where = {"a_source": some(one.a, "file", "record"), "b_source": some(one.b, "file", "record")}
    found = one.found
    return sides | where | some(found, "probability", "reasons", "sure") | {"for": found.for_, "against": found.against}
