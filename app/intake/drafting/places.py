"""Where the organisation of a row is: country, region, street and postal code."""

from app.intake.cleaning.countries import countries, country_code, probable_country
from app.intake.cleaning.phone_plans import region_of_code
from app.intake.cleaning.postal_codes import clean_postal_code
from app.intake.cleaning.regions import UNKNOWN, region_of
from app.intake.cleaning.text import meant
from app.intake.cleaning.vocabularies import Meant, Words
from app.intake.drafting.columns import DIALLING_CODE, Columns
from app.intake.drafting.row import Row, joined
from app.language import tr

_LONGEST_CODE = 3  # letters: TX, NRW


def keep_places(row: Row, columns: Columns) -> None:
    """Country as code where it is known by its name; street on one line; postal code with its zeros."""
    for i in columns.of["country"]:
        if written := meant(row.cells[i]):
            _keep_country(row, columns.headers[i], written)
    if street := joined(", ", [meant(row.cells[i]) for i in columns.of["street"]]):
        row.lead["street"] = street
    if postal := columns.of["postal_code"]:
        cleaned = [clean_postal_code(row.cells[i], row.country) for i in postal]
        row.keep("postal_code", [code for code, _ in cleaned])
        for _, remark in cleaned:
            row.say(remark)


def _keep_country(row: Row, header: str, written: str) -> None:
    known = country_code(written)
    if not known and DIALLING_CODE.fullmatch(written) and (dialled := region_of_code(written)):
        row.extra[header] = written
        row.lead.setdefault("country", dialled)
        row.say(tr("the dialling code {code} is read as the country {country}", code=written, country=dialled))
        return
    if not known:
        near = probable_country(written)
        unknown = tr("“{country}” is no country known by that name", country=written[:40])
        row.say(tr("{unknown}; {near} may be meant", unknown=unknown, near=near) if near else unknown)
    if "country" not in row.lead:
        row.lead["country"] = known or written
    elif (known or written) != row.lead["country"]:
        row.alternatives["country"] = (*row.alternatives.get("country", ()), known or written)


def territory(row: Row, words: Words) -> tuple[Meant, bool]:
    """What the playbook calls the region of a row, and whether that is wider than what the cell says.

    `MD` in Spain is not Maryland: a code is read in its country. A state that the playbook does not list is
    where its country is.
    """
    written, country = row.lead["region"], row.country
    region = region_of(written, country)
    if region is not UNKNOWN:
        said = words.meant(region.name)
        said = said if said.known else words.meant(countries()[region.country].name)
        return (said, True) if said.known else (Meant(written, False, unknown=(written,)), False)
    said = words.meant(written)
    a_code_elsewhere = bool(country) and len(written) <= _LONGEST_CODE and country_code(written) != country
    if said.known and not a_code_elsewhere:
        return said, False
    by_country = words.meant(countries()[country].name) if country in countries() else said
    return (by_country, True) if by_country.known else (Meant(written, False, unknown=(written,)), False)
