"""Conditions as a person writes them in a cell: `facility type is hospital or clinic and size at least 100`.

Tests: is, is not, mentions, does not mention, is known, is not known, at least, at most, from 20 to 249; `mql_role
answered yes` and `not answered yes` for criteria; `always`. Joined with `and`, `or`, brackets and `not (...)`; values
are joined with commas and `or`, and stand in quotes where they hold such words themselves. `and` binds before `or`.
"""

from app.domain.playbook.condition_words.expecting import expected
from app.domain.playbook.condition_words.reading import read
from app.domain.playbook.condition_words.values import Labels, Unread
from app.domain.playbook.condition_words.writing import written

__all__ = ["Labels", "Unread", "expected", "read", "written"]
