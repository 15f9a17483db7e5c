"""Cells of a list typed from the command line: facts of a lead, person, account or gap, by the names of the columns."""

from argparse import Namespace

from app.cli.documents import some
from app.cli.finding import the_account, the_gap, the_lead, the_person
from app.cli.opening import to_change
from app.cli.printing import Output
from app.services.table_edits import Cell, EditPlan, edit_cells

_FINDS = {"leads": the_lead, "people": the_person, "accounts": the_account, "gaps": the_gap}


def edit_(args: Namespace, out: Output) -> None:
    """Change cells of one row, or say what would change; what is refused stays and is said."""
    with to_change(args) as desk:
        row = desk.ask(_FINDS[args.place], args.row)
        cells = [Cell(row, column, text) for column, text in args.cells]
        changed = (desk.rehearse if args.dry_run else desk.do)(edit_cells, args.place, cells)
    plan = changed.outcome
    assert isinstance(plan, EditPlan)
    names = ("column", "before", "after", "refused", "note")
    out.document({"row": row, "label": changed.label, "cells": [some(one, *names) for one in plan.cells]})
    out.say(f"{'Would: ' if args.dry_run else ''}{changed.label}.")
    for one in plan.cells:
        done = f"stays: {one.refused}" if one.refused else f"{one.before or 'nothing'} -> {one.after or 'nothing'}"
        out.say(f"  {one.title}: {done}{f' ({one.note})' if one.note else ''}")
