"""Everything that holds some words: who and what they are, and what was written about them; a slip is forgiven."""

from argparse import Namespace

from app.cli.documents import some
from app.cli.opening import to_look
from app.cli.printing import Output
from app.services.searching import Hit, search

_MOST = 20  # where nobody says how many
_NUMBERED = {"lead": "lead", "note": "lead", "person": "person", "account": "account"}  # what the number counts


def search_(args: Namespace, out: Output) -> None:
    """What holds every word, the closest first."""
    with to_look(args) as desk:
        hits = desk.ask(search, " ".join(args.words), args.limit or _MOST)
    out.document({"hits": [_document(hit) for hit in hits]})
    out.table(("Found", "Number", "Name", "What", "Where"), [_line(hit) for hit in hits], right=("Number",))
    if not hits:
        out.say("Nothing holds all of these words; take fewer.")


def _document(hit: Hit) -> dict[str, object]:
    return some(hit, "kind", "id", "title", "detail", "where", "account_id", found=hit.found.text)


def _line(hit: Hit) -> tuple[object, ...]:
    told = ": ".join(part for part in (hit.where, hit.found.text) if part)
    return hit.kind, f"{_NUMBERED[hit.kind]} {hit.id}", hit.title, hit.detail, told
