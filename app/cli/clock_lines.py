"""The clocks of a lead in lines: what is due, when and why, and why nothing runs now."""

from app.services.lead_page import LeadView


def clock_lines(view: LeadView) -> list[str]:
    """The deadlines of a lead, and why its clock stands still, in lines."""
    lines = []
    if view.paused is not None:
        until = f" until {view.paused.until:%Y-%m-%d %H:%M} UTC" if view.paused.until else ""
        lines.append(f"Clock paused since {view.paused.since:%Y-%m-%d %H:%M} UTC{until}: {view.paused.reason}")
    for due in view.deadlines:
        left = f"{abs(due.hours_left):.1f} business hours {'over' if due.hours_left < 0 else 'left'}"
        state = "overdue, " if due.overdue else "stands still, " if due.paused else ""
        lines.append(f"{due.label}: {due.at:%Y-%m-%d %H:%M} UTC ({state}{left}; {due.why})")
    return lines
