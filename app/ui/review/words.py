"""How the figures of a review are said: values with their units, changes with a sign and a word, spans."""

from typing import TYPE_CHECKING, Any

from app.domain.review.charting import too_few
from app.domain.review.rates import SMALL
from app.domain.review.standing import SIGNS, WORDS, on_target
from app.language import later, number, percent, tr
from app.services.review_kept import altered
from app.ui.command_table import command

if TYPE_CHECKING:
    from app.domain.review.sheet import Kpi
    from app.services.review_sight import Sight

STATUS = {
    "better": (later("▲ better"), "good"),
    "worse": (later("▼ worse"), "bad"),
    "same": (later("= same"), "muted"),
    "higher": (later("▲ higher"), "note"),
    "lower": (later("▼ lower"), "note"),
}
"""The word of a change and its hue: the shape and the word say it, the colour only repeats them."""

WINDOWS = {"week": later("In the period"), "quarter": later("13 weeks"), "end": later("at the end")}
UNITS = {"count": later("count"), "rate": later("rate"), "share": later("share"), "hours": later("business hours"),
         "days": later("days"), "percent": later("%")}  # fmt: skip


def figure(value: float | None, unit: str) -> str:
    """A figure as it is printed: counts whole, rates in percent, hours with one digit, unknown as a dash."""
    if value is None:
        return "–"
    if unit in ("rate", "share"):
        return percent(value)
    if unit == "hours":
        return tr("{hours} h", hours=number(value, 1))
    if unit == "days":
        return tr("{days} d", days=number(value, 1))
    return percent(value / 100) if unit == "percent" else number(value, 0 if float(value).is_integer() else 1)


def difference(value: float | None, unit: str) -> str:
    """A difference with its sign: rates in points, all else in their own unit; nothing where it is not known."""
    if value is None:
        return ""
    if unit in ("rate", "share", "percent"):
        return tr("{points} pts", points=_signed(round(value * 100 if unit != "percent" else value)))
    if unit == "hours":
        return tr("{hours} h", hours=_signed(value))
    return tr("{days} d", days=_signed(value)) if unit == "days" else _signed(round(value))


def relative(value: float | None) -> str:
    """A difference as part of what it was: "+25%"."""
    if value is None:
        return ""
    return _sign(value) + percent(abs(value))


def status(word: str) -> tuple[str, str]:
    """A word of change as people read it, and its hue; a word that tells of no change is said as it is."""
    words, hue = STATUS.get(word, (word, ""))
    return tr(words), hue


def standing(kpi: "Kpi") -> tuple[str, str]:
    """How a figure of the week stands and its hue: its change in a word, else whether it is on its target."""
    met = against_target(kpi)
    return met if met[0] and kpi.status not in STATUS else status(kpi.status)


def against_target(kpi: "Kpi") -> tuple[str, str]:
    """Whether a figure is on its target, and the hue of that; nothing where the playbook wants nothing of it."""
    met = on_target(kpi)
    if met is None:
        return "", ""
    word = later("on target") if met else later("off target")
    return f"{SIGNS[word]} {tr(WORDS[word])}", "good" if met else "bad"


def rate(value: float | None) -> str:
    """A rate in percent, a dash where there is none."""
    return figure(value, "rate")


def rate_among(value: float | None, n: int) -> str:
    """A rate of n cases; of few it is not shown, here as in the workbook."""
    return too_few() if 0 < n < SMALL else rate(value)


def share_among(value: float | None, n: int) -> float | None:
    """How long the bar of such a rate is; none where the rate is not shown."""
    return value if n >= SMALL else None


def between(row: Any) -> str:
    """How far chance alone may have moved a figure: "42% to 77%"."""
    if row.low is None or row.high is None:
        return ""
    unit = getattr(row, "unit", "rate")
    return tr("{low} to {high}", low=figure(row.low, unit), high=figure(row.high, unit))


def notes_of(sight: "Sight") -> list[str]:
    """What is to be known before the numbers are read: that somebody changed them, or why two weeks differ."""
    notes = [altered(week) for week in sight.altered]
    notes += sight.compared.notes if sight.compared is not None else ()
    if sight.filtered and not sight.counts.get("leads"):
        notes.append(tr("No lead passes these filters: {key} takes them off.", key=command("review.everything").key))
    return notes


def _signed(value: float) -> str:
    return _sign(value) + number(abs(value), 0 if isinstance(value, int) else 1)


def _sign(value: float) -> str:
    return "+" if value > 0 else "−" if value < 0 else "±"
