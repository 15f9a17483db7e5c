"""What files say of how far leads have come: which cells claim a stage, and which columns hold such claims."""

import pytest

from app.intake.cleaning.stages import says_stages, stage_of

CELLS = {
    "MQL": "mql",
    "mql ": "mql",
    "marketingqualifiedlead": "mql",
    "Marketing Qualified Lead (MQL)": "mql",
    "2 - MQL": "mql",
    "Qualified": "mql",
    "Marketingqualifizierter Lead": "mql",
    "Sales Accepted": "sal",
    "SalesQualifiedLead": "sql",
    "Vom Vertrieb qualifiziert": "sql",
    "Lead qualifié par les ventes": "sql",
    "Opportunity": "opportunity",
    "Lead": "lead",
    "New": "lead",
    "Not MQL": "",
    "kein SQL": "",
    "MQL or SQL": "",
    "Unqualified": "",
    "Customer": "",
    "Contacted": "",
    "MySQL": "",
    "": "",
}


@pytest.mark.parametrize("cell", CELLS)
def test_what_a_cell_claims(cell: str) -> None:
    assert stage_of(cell) == CELLS[cell]


COLUMNS = {
    "stages": ("Lifecycle Stage", {"lead": 5, "marketingqualifiedlead": 2, "customer": 1}, True),
    "a status with one MQL": ("Status", {"New": 7, "MQL": 1, "Contacted": 3}, True),
    "German": ("Leadstatus", {"neu": 2, "Marketingqualifizierter Lead": 2}, True),
    "a status without a stage": ("Status", {"Open": 4, "Closed": 2}, False),
    "leads and nothing else": ("Lifecycle Stage", {"Lead": 4}, False),
    "something else entirely": ("Status", {"Attended": 4, "Table 7": 9, "MQL": 1}, False),
    "a column of another name": ("Database", {"SQL": 4}, False),
    "empty": ("Stage", {}, False),
}


@pytest.mark.parametrize("case", COLUMNS)
def test_which_columns_say_it(case: str) -> None:
    header, cells, expected = COLUMNS[case]
    assert says_stages(header, cells) is expected
