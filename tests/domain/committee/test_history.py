"""What we think of somebody changes with a reason only (CM12)."""

import pytest

from app.domain.committee.history import check_reason
from app.domain.problems import Problem


def test_cm12_a_known_value_changes_only_with_a_reason():
    for field, before, after in (
        ("stance", 1, 2),
        ("power", ("signs",), ()),
        ("influence", "high", "low"),
        ("stance", 0, 1),
    ):
        with pytest.raises(Problem, match="why this changed"):
            check_reason(field, before, after, "  ")
        assert check_reason(field, before, after, " she  said so\n") == "she said so"
    for field, before, after in (
        ("stance", None, 2),
        ("power", (), ("signs",)),
        ("influence", "low", "low"),
        ("reports_to", 1, 2),
    ):
        assert check_reason(field, before, after, "") == ""
