"""What the title of a table says of it: attendees, our own people, or a summary."""

from app.intake.words import fold, names, word_set

_SUMMED_BY = word_set("by nach par por per")  # Leads by source

_LONGEST = 5  # words; a longer title is a sentence about the file


def standing(title: str) -> int:
    """2 for a title of attendees, -1 for a summary, -2 for our own people, 0 for any other."""
    said = names()
    words = fold(title).lstrip("0123456789 ")
    kinds = ((said.staff_tables, -2), (said.lead_tables, 2), (said.activity_tables, -1))
    if _SUMMED_BY & set(words.split()):
        return -1
    for known, standing_of in kinds:
        if words in known:
            return standing_of
    if len(words.split()) > _LONGEST:
        return 0
    for known, standing_of in kinds:
        if (set(words.split()) - {"details", "other"}) & known:
            return standing_of
    return 0
