"""The method itself: a playbook file checked, every fault with its place."""

from argparse import Namespace

from app.cli.printing import Output
from app.intake.documents.playbook_file import FaultyPlaybook, read_playbook


def playbook_(args: Namespace, out: Output) -> None:
    """Check a playbook file; raises FaultyPlaybook after every fault was listed."""
    try:
        playbook = read_playbook(args.file)
    except FaultyPlaybook as faulty:
        out.document({"ok": False, "file": args.file.name, "faults": faulty.faults})
        for fault in faulty.faults:
            out.say(f"{args.file.name}: {fault}")
        raise
    out.document(
        {
            "ok": True,
            "file": args.file.name,
            "name": playbook.name,
            "title": playbook.title,
            "version": playbook.version,
            "faults": [],
        }
    )
    out.say(f"{args.file.name} is sound: {playbook.title}, version {playbook.version}.")
    out.say(
        f"  {len(playbook.service_lines)} service lines, {len(playbook.criteria)} criteria, "
        f"{len(playbook.questions)} questions, {len(playbook.routes)} routes."
    )
