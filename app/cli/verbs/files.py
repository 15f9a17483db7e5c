"""Files attached to leads, people and accounts: kept, listed, copied out, changed."""

from argparse import Namespace
from typing import Any

from app.cli.documents import some
from app.cli.finding import the_owner
from app.cli.opening import to_change, to_look
from app.cli.printing import Output
from app.domain.problems import Problem
from app.services.attachments import AttachmentRow, attach, attachments, edit_attachment, remove_attachment
from app.services.desk import Desk
from app.services.opened_copies import open_copy


def attach_(args: Namespace, out: Output) -> None:
    """Keep copies of files with a lead, a person or an account."""
    with to_change(args) as desk:
        changed = desk.do(attach, desk.ask(the_owner, args.owner), args.files, args.note)
    out.document({"label": changed.label, "attachments": changed.outcome, "kept": changed.kept})
    said = f"{changed.label}." if changed.outcome else "Nothing to attach."
    out.say(said, *changed.kept)


def attachments_(args: Namespace, out: Output) -> None:
    """List attached files, copy them into a folder, or change one."""
    if args.name is not None or args.note is not None or args.remove:
        _change(args, out)
        return
    with to_look(args) as desk:
        rows = desk.ask(attachments, desk.ask(the_owner, args.owner) if args.owner else None)
        if args.of is not None:
            rows = tuple(row for row in rows if row.id == args.of)
        written = _copied(desk, args, rows)
    listed = [document_of(row) | ({"file": file} if file else {}) for row, file in zip(rows, written, strict=True)]
    out.document({"attachments": listed})
    if args.output is not None:
        out.say(f"{len(rows)} written to {args.output}.")
        return
    print_files(rows, out)
    if not rows:
        out.say("Nothing is attached.")


def document_of(row: AttachmentRow) -> dict[str, Any]:
    """An attachment as JSON tells of it."""
    return some(row, "id", "name", "note", "size", "at", "by", "digest", "state", "risk") | {
        "of": {"kind": row.owner.kind, "id": row.owner.id, "name": row.of}
    }


def print_files(rows: tuple[AttachmentRow, ...], out: Output, indent: int = 0) -> None:
    """A table of attached files."""
    shown = [
        (
            r.id,
            r.name,
            f"{r.size:,}",
            r.of,
            r.owner.kind,
            f"{r.at:%Y-%m-%d}",
            "" if r.state == "kept" else r.state,
            r.note,
        )
        for r in rows
    ]
    headers = ("Id", "File", "Bytes", "Attached to", "", "Since", "But", "Note")
    out.table(headers, shown, right=("Id", "Bytes"), indent=indent)


def _copied(desk: Desk, args: Namespace, rows: tuple[AttachmentRow, ...]) -> list[str]:
    if args.output is None:
        return [""] * len(rows)
    if args.output.exists() and not args.output.is_dir():
        raise Problem(f"{args.output.name} is a file; name a folder.")
    return [str(desk.ask(open_copy, row.id, args.output)) for row in rows]


def _change(args: Namespace, out: Output) -> None:
    if args.of is None:
        raise Problem("Say which attachment with --of NUMBER; the list shows the numbers.")
    with to_change(args) as desk:
        if args.remove:
            done = desk.do(remove_attachment, args.of)
        else:
            changes = {"name": args.name, "note": args.note}
            done = desk.do(edit_attachment, args.of, {id: text for id, text in changes.items() if text is not None})
    out.document({"done": [done.label]})
    out.say(f"{done.label}.", *done.kept)
