"""On how many examples a property is tried: on a third of them each time, on all of them with what takes long."""

import os
from collections.abc import Callable
from typing import Any, TypeVar

import pytest
from hypothesis import settings

Test = TypeVar("Test", bound=Callable[..., Any])
CHOSEN_BY = "TESTS_CHOSEN_BY"  # where tests/conftest.py leaves the marks by which this run chooses
FEWEST = 5


def tried(examples: int, **more: Any) -> Callable[[Test], Test]:
    """Settings for a property: with a third of the examples in each run, and with all of them under torture."""
    marks = os.environ.get(CHOSEN_BY, "")
    whole = "torture" in marks and "not torture" not in marks

    def put(test: Test) -> Test:
        made = settings(max_examples=examples if whole else max(examples // 3, FEWEST), **more)(test)
        return pytest.mark.torture(made) if whole else made

    return put
