"""The plans by which countries number their phones: enough to read a plain number without a parser."""

from functools import lru_cache

_WITHOUT_MARKS = {ord(mark): None for mark in "+ ().-/–\t\u00a0\u2009\u202f"}


@lru_cache(maxsize=1)
def _lengths() -> dict[str, frozenset[int]]:
    """Dialling code -> lengths its national numbers can have."""
    import phonenumbers

    lengths: dict[str, frozenset[int]] = {}
    for dialling_code, regions in phonenumbers.COUNTRY_CODE_TO_REGION_CODE.items():
        held: set[int] = set()
        for region in regions:
            metadata = phonenumbers.PhoneMetadata.metadata_for_region(region, None)
            if metadata is not None and metadata.general_desc is not None:
                held.update(metadata.general_desc.possible_length or ())
        lengths[str(dialling_code)] = frozenset(held)
    return lengths


def international(written: str) -> str:
    """A number with its country code in plain digits needs no parser: only its length is held against the country."""
    digits = written.translate(_WITHOUT_MARKS)
    if not digits.isdigit():
        return ""
    for size in (1, 2, 3):
        lengths = _lengths().get(digits[:size])
        if lengths and len(digits) > size:
            rest = digits[size:]
            return "+" + digits if len(rest) in lengths and rest[0] != "0" else ""
    return ""


def too_short(written: str) -> bool:
    """True for a number with a country code that is shorter than any number of that country."""
    digits = written.translate(_WITHOUT_MARKS)
    if written[0] != "+" or not digits.isdigit():
        return False
    for size in (1, 2, 3):
        if lengths := _lengths().get(digits[:size]):
            return len(digits) - size < min(lengths)
    return False


@lru_cache(maxsize=512)
def _plan(region: str) -> tuple[str, str, frozenset[int]] | None:
    """Dialling code, trunk prefix and lengths of a country whose numbers need no rules to be read; else None."""
    import phonenumbers

    metadata = phonenumbers.PhoneMetadata.metadata_for_region(region, None) if region else None
    if metadata is None or metadata.national_prefix_transform_rule or metadata.general_desc is None:
        return None
    prefix = metadata.national_prefix or ""
    if metadata.national_prefix_for_parsing not in (None, prefix):
        return None
    return str(metadata.country_code), prefix, frozenset(metadata.general_desc.possible_length or ())


def national(written: str, region: str) -> str:
    """A number without country code, where the country's plan is only a trunk prefix and a length."""
    plan = _plan(region)
    if plan is None or written[0] not in "(0123456789":
        return ""
    code, prefix, lengths = plan
    digits = written.translate(_WITHOUT_MARKS)
    if not digits.isdigit() or digits.startswith(("00", "011", code)):
        return ""
    rest = digits[len(prefix) :] if prefix and digits.startswith(prefix) else digits
    return f"+{code}{rest}" if len(rest) in lengths and rest[0] != "0" else ""


@lru_cache(maxsize=512)
def region_of_code(written: str) -> str:
    """The country of a dialling code (`+49`, `0049`, `49`); of several that share one, the largest. Empty for none."""
    import phonenumbers

    digits = written.strip().lstrip("+0 ")
    if not digits.isascii() or not digits.isdigit() or len(digits) > 3:
        return ""
    region = str(phonenumbers.region_code_for_country_code(int(digits)))
    return "" if region in ("ZZ", "001") else region
