"""The guard against patient data: said where it is typed (R16); what is kept in the workspace stays out of exports."""

from app.domain.patient import looks_like_patient_data
from app.language import later, tr

LEFT_OUT = later("(left out: looks like patient data)")


def fit_to_leave(text: str) -> str:
    """The text as an export may show it."""
    return tr(LEFT_OUT) if text and looks_like_patient_data(text) else text


def patient_warnings(*texts: str) -> tuple[str, ...]:
    """One sentence for each text that looks like patient data; none for all others."""
    return tuple(
        tr(
            "Looks like patient data: {why}. Take it out; until then it stays here and is left out of every export.",
            why=why,
        )
        for text in texts
        if (why := looks_like_patient_data(text))
    )
