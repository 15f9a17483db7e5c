"""Small files that once did harm, or led a fuzzer to new places: each comes to an outcome, and no row is lost."""

from pathlib import Path

import pytest

from app.intake.drafting.drafts import Rejected, drafts
from app.intake.found import Outcome
from app.intake.reading import glance, look
from tests.intake.one_place import check_places

CASES = sorted((Path(__file__).parents[1] / "cases" / "intake" / "fuzz").iterdir())


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
def test_what_was_found_by_fuzzing_is_answered(path: Path) -> None:
    found = look(path)
    assert found.outcome is Outcome.IMPORT or found.reason.endswith((".", "?")), found
    assert found.outcome is Outcome.REFUSE or any(table.data_rows for table in found.lead_tables)
    check_places(found)
    for table in found.lead_tables:
        made = list(drafts(found, table))
        assert len(made) == table.data_rows
        assert all(one.reason for one in made if isinstance(one, Rejected))
    assert glance(path).outcome is found.outcome or len(path.read_bytes()) > 10_000
