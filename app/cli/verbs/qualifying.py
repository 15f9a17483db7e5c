"""Qualifying: answers, moves through the gate, what we did, what they did."""

from argparse import Namespace
from typing import Any

from app.cli.documents import some
from app.cli.finding import the_lead, word_of
from app.cli.opening import to_change
from app.cli.printing import Output
from app.domain.evidence import Source
from app.domain.gate import NotReady
from app.domain.lead import Answered, Certainty
from app.domain.problems import Problem
from app.domain.reasons import Reason
from app.services import touches
from app.services.answers import accept_suggestion, answer
from app.services.checklists import ChecklistView
from app.services.desk import Desk
from app.services.lead_page import lead_view
from app.services.leads import lead_rows
from app.services.moves import move
from app.services.work import Changed


def answer_(args: Namespace, out: Output) -> None:
    """Answer one criterion."""
    with to_change(args) as desk:
        lead = desk.ask(the_lead, args.lead)
        changed = _answer(desk, lead, args)
        view = desk.ask(lead_view, lead)
    lists = {"mql": view.mql, "sql": view.sql}
    value = "yes" if args.value == "suggested" else args.value
    out.document(
        _done(changed, lead)
        | {"criterion": args.criterion, "answer": value}
        | {"ready": {name: checklist.ready for name, checklist in lists.items()}}
    )
    out.say(f"{changed.label} ({view.person.name}, action {changed.action})")
    out.say(*(f"  {_progress(name, checklist)}" for name, checklist in lists.items()))


def _answer(desk: Desk, lead: int, args: Namespace) -> Changed:
    if args.value == "suggested":
        if args.evidence or args.who or args.signal is not None or args.touch is not None:
            raise Problem("A suggested answer brings its own evidence; answer yes to give another.")
        return desk.do(accept_suggestion, lead, args.criterion)
    given = {Source.SIGNAL: args.signal, Source.TOUCH: args.touch}
    source = next(((kind.value, id) for kind, id in given.items() if id is not None), None)
    told = Certainty(args.certainty)
    return desk.do(answer, lead, args.criterion, Answered(args.value), args.evidence, args.who, told, source)


def _progress(name: str, checklist: ChecklistView) -> str:
    still = f"; missing: {', '.join(id for id, _ in checklist.missing)}" if checklist.missing else ", ready"
    return f"{name.upper()} {checklist.met} of {checklist.required}{still}"


def move_(args: Namespace, out: Output) -> None:
    """Move a lead; a closed gate says what is missing and which question would prove it."""
    with to_change(args) as desk:
        lead = desk.ask(the_lead, args.lead)
        reason = Reason(args.learned, args.next_step, args.due, args.owner, args.code)
        try:
            changed = desk.do(
                move,
                lead,
                stage=args.stage,
                path=args.path,
                reason=reason,
                override=args.override,
                trigger=args.trigger,
            )
        except NotReady as blocked:
            _print_blocked(blocked, lead, out)
            raise
        row = desk.ask(lead_rows, [lead])[0]
    names = ("stage", "path", "owner", "next_step", "due", "cycle")
    out.document(_done(changed, lead) | {"blocked": False, "missing": []} | some(row, *names))
    due = f", by {row.due}" if row.due else ""
    out.say(f"{changed.label} (action {changed.action})")
    out.say(
        f"  {row.stage.upper()}, {row.path_label or 'no path'}; next: {row.next_step}{due} ({row.owner or 'nobody'})"
    )


def _print_blocked(blocked: NotReady, lead: int, out: Output) -> None:
    names = ("criterion", "question", "proof", "seat", "seat_label")
    missing = [some(one, *names) for one in blocked.missing]
    out.document({"blocked": True, "lead": lead, "says": blocked.message, "missing": missing})
    out.say("The gate is closed. Missing:")
    for one in blocked.missing:
        out.say(f"  {one.criterion}: {one.question}")
        asks = f" ({one.seat_label} would know)" if one.seat_label else ""
        out.say(f"    ask: {one.proof}{asks}")


def touch_(args: Namespace, out: Output) -> None:
    """Write down what we did with them."""
    with to_change(args) as desk:
        lead = desk.ask(the_lead, args.lead)
        kind = args.kind.casefold().replace("-", "")
        changed = desk.do(touches.log_touch, lead, kind, args.outcome, args.reached, args.at)
    _report(changed, lead, out)


def signal_(args: Namespace, out: Output) -> None:
    """Write down what they did."""
    with to_change(args) as desk:
        lead = desk.ask(the_lead, args.lead)
        kind, offer = _kind(desk, args.kind), _offer(desk, args.offer)
        changed = desk.do(touches.add_signal, lead, kind, args.at, args.asset, offer, args.asked_for)
    _report(changed, lead, out)


def _kind(desk: Desk, text: str) -> str:
    """The id of a kind of signal, by id, label or synonym."""
    return desk.ask(lambda work: word_of(work.playbook.signal_kinds, text))[0]


def _offer(desk: Desk, text: str) -> str:
    return desk.ask(lambda work: word_of(work.playbook.words("offer"), text))[0] if text else ""


def _report(changed: Changed, lead: int, out: Output) -> None:
    out.document(_done(changed, lead))
    out.say(f"{changed.label} (action {changed.action})")


def _done(changed: Changed, lead: int) -> dict[str, Any]:
    return {"action": changed.action, "lead": lead, "label": changed.label}
