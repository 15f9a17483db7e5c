"""Addresses of frozen weeks, which speak English, in the language in which facts are read now."""

from app.domain.review.addressing import Address
from app.domain.review.flow import state_label
from app.domain.review.metrics.working import FIELDS
from app.domain.review.passage import CLOSED, STATES
from app.domain.stage import STAGE_WORDS
from app.language import later, tr

_UNKNOWN = (later("not known"), later("no reason given"), later("no owner"))


def in_this_language(address: Address) -> Address:
    """The same number: where it is named by a word of ours, and not by one of the playbook, that word is said anew."""
    said = {words: tr(words) for words in _UNKNOWN}
    if address.part in ("movement", "step", "age") or address.column == "stage":
        said |= {_english(state): state_label(state) for state in STATES}
        said |= {f"{_english(one)} and on": tr("{stage} and on", stage=state_label(one)) for one in STATES}
    if address.column == "field":
        said |= {words: tr(words) for words in FIELDS.values()}
    key = address.key if address.part in ("segment", "qualifier") else said.get(address.key, address.key)
    return address._replace(key=key, value=said.get(address.value, address.value))


def _english(state: str) -> str:
    return "Closed" if state == CLOSED else next(words for stage, words in STAGE_WORDS.items() if stage.value == state)
