"""Who is the same person or organisation: exact keys first, then evidence weighed where no key is equal."""

from collections.abc import Mapping, Sequence

from app.domain.matching.columns import evidence_of
from app.domain.matching.evidence import Evidence, Kind, Record
from app.domain.matching.keys import (
    FREE_DOMAINS,
    LEGAL_FORMS,
    ROLE_NAMES,
    Index,
    Key,
    Match,
    account_keys,
    account_name_key,
    email_domain,
    email_key,
    find,
    fold,
    folded,
    is_role,
    name_key,
    other_names,
    person_keys,
    phone_key,
)
from app.domain.matching.proposals import USUAL, Pair, Source, Thresholds
from app.domain.matching.watching import Told, Watch
from app.domain.matching.whom import whom

__all__ = [
    "FREE_DOMAINS",
    "LEGAL_FORMS",
    "ROLE_NAMES",
    "Evidence",
    "Index",
    "Key",
    "Kind",
    "Match",
    "Pair",
    "Record",
    "Source",
    "Thresholds",
    "account_keys",
    "account_name_key",
    "duplicates",
    "email_domain",
    "email_key",
    "evidence_of",
    "find",
    "fold",
    "folded",
    "is_role",
    "name_key",
    "other_names",
    "person_keys",
    "phone_key",
    "whom",
]

_NOTHING: Mapping[str, Evidence] = {}


def duplicates(
    records: Sequence[Record],
    kind: Kind,
    *,
    other: Sequence[Record] | None = None,
    compare: Mapping[str, Evidence] = _NOTHING,
    settings: Thresholds = USUAL,
    told: Told | None = None,
) -> list[Pair]:
    """Every pair that may be one, the surest first: within `records`, or between them and `other`.

    Records are texts by canonical field; `compare` names further ones, and what sort of evidence they are. `told` hears
    every few milliseconds how far the search is, and may stop it by raising.
    """
    from app.domain.matching import finding  # fuzzy comparison is met only where somebody is looked for

    return finding.duplicates(records, kind, other, compare, settings, Watch(told))
