"""Answers that say otherwise than before (CP3): the later one flags the criterion, and both are kept."""

from datetime import date

from app.domain.calls.amounts import Amount
from app.domain.calls.counting import evidence
from app.domain.calls.hedges import says_none, takes_back
from app.domain.calls.holding import Answer, Known, Said
from app.domain.calls.needs import choices_of, needs_of, yes_no
from app.domain.calls.values import Value, say_day, say_value
from app.domain.playbook import Question
from app.language import tr

_PLAIN = 4  # words up to which an answer says "none" and nothing else
_ALIKE = 0.25  # by which a number may differ from an earlier one and still say the same


def contradicts(earlier: Said, later_: Said, question: Question | None = None, known: Known | None = None) -> str:
    """In what a later answer to the same question says otherwise, as a sentence; empty where the two go together.

    An answer that is more exact, or that says more, contradicts nothing.
    """
    if not (earlier.text.strip() or earlier.value) or not (later_.text.strip() or later_.value):
        return ""
    if takes_back(later_.text) and not takes_back(earlier.text):
        return tr("It takes back what was said before: “{before}”.", before=_short(earlier))
    today = known.today if known is not None else later_.at or earlier.at or date.min
    choices = choices_of(question) if question is not None else yes_no()
    one = Answer(earlier, known or Known(earlier.at or today), choices)
    other = Answer(later_, known or Known(later_.at or today), choices)
    for differ in (_choices_differ, _days_differ, _amounts_differ):
        if says := differ(one, other):
            return says
    if question is not None and (_none_became(question, one, other) or _none_became(question, other, one)):
        return tr("“{before}” before, “{now}” now.", before=_short(earlier), now=_short(later_))
    if question is not None and known is not None and _loosened(question, one, other):
        return tr("It was said firmly before (“{before}”) and is left open now.", before=_short(earlier))
    return ""


def _choices_differ(one: Answer, other: Answer) -> str:
    before, now = _single(one), _single(other)
    if not before or not now or before == now:
        return ""
    labels = {id: label for id, label, _ in one.choices}
    return tr("“{before}” before, “{now}” now.", before=labels.get(before, before), now=labels.get(now, now))


def _single(answer: Answer) -> str:
    if not answer.choices:
        return ""
    return answer.chosen[0] if len(answer.chosen) == 1 else ""


def _days_differ(one: Answer, other: Answer) -> str:
    """Two single days contradict where the stretches that they stand for do not meet."""
    if len(one.days) != 1 or len(other.days) != 1:
        return ""
    (first, last), (begin, end) = one.days[0], other.days[0]
    if begin <= last and first <= end:
        return ""
    return tr("{before} before, {now} now.", before=_stretch(first, last), now=_stretch(begin, end))


def _stretch(first: date, last: date) -> str:
    length = (last - first).days
    return say_day(first, "" if length == 0 else "week" if length == 6 else "month" if length < 31 else "quarter")


def _amounts_differ(one: Answer, other: Answer) -> str:
    """Numbers of one unit contradict where their ranges do not meet and lie apart."""
    if len(one.numbers) != 1 or len(other.numbers) != 1:
        return ""
    before, now = one.numbers[0], other.numbers[0]
    if (before.unit and now.unit and before.unit != now.unit) or _meet(before, now):
        return ""
    return tr("{before} before, {now} now.", before=_amount(before), now=_amount(now))


def _meet(one: Amount, other: Amount) -> bool:
    low = min(one.high or one.low, other.high or other.low)
    high = max(one.low, other.low)
    return high <= low or high - low <= _ALIKE * high


def _amount(amount: Amount) -> str:
    return say_value(Value("number", amount.low, amount.high, amount.unit))


def _loosened(question: Question, one: Answer, other: Answer) -> bool:
    """True where an answer held what is needed as a day or choice, and the later one leaves just that open."""
    if not other.left_open:
        return False
    return any(
        need.kind in ("date", "choice", "yes_no") and one.has(need) and not other.has(need)
        for line in needs_of(question)
        for need in line
    )


def _none_became(question: Question, none: Answer, something: Answer) -> bool:
    """True where one answer is a plain "none", and the other names what there is."""
    if not says_none(none.text) or says_none(something.text) or len(none.text.split()) > _PLAIN:
        return False
    lines = [line for line in needs_of(question) if any(need.kind == "none" for need in line)]
    return any(need.kind != "none" and something.has(need) for line in lines for need in line)


def _short(said: Said) -> str:
    text = evidence(said)
    return text if len(text) <= 80 else f"{text[:79].rstrip()}…"
