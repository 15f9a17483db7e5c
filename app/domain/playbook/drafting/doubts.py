"""What is legal in a playbook, but will not do what it seems to: each is true, and names its place."""

from collections.abc import Iterator, Mapping
from typing import Any

from app.domain.playbook import Playbook
from app.domain.playbook.drafting.faulting import Fault


def doubts(body: Mapping[str, Any], playbook: Playbook) -> Iterator[Fault]:
    """Every doubt about a playbook that is sound otherwise."""
    yield from ()
