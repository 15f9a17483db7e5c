"""How the person of a row is reached: e-mail addresses and phone numbers, all of them kept."""

from app.intake.cleaning.emails import check_email
from app.intake.cleaning.phones import Phone, clean_phone
from app.intake.cleaning.regions import region_of
from app.intake.drafting.columns import Columns
from app.intake.drafting.row import Row
from app.language import tr

_SHORTEST_PHONE = 6


def keep_emails(row: Row, columns: Columns) -> list[str]:
    """The addresses of a row. Returns phone numbers that stood in their cells."""
    found: list[str] = []
    phones: list[str] = []
    for i in columns.of["email"]:
        if not (written := row.cells[i]) or written.isspace():
            continue
        email = check_email(written)
        row.say(email.remark)
        if email.suggestion:
            row.alternatives["email_suggestion"] = (email.suggestion,)
        if email.address:
            found.extend((email.address, *email.others))
        else:
            row.extra[columns.headers[i]] = written.strip()
        if email.rest and sum(map(str.isdigit, email.rest)) >= _SHORTEST_PHONE:
            phones.append(email.rest)
    if found:
        row.keep("email", found)
    return phones


def keep_phones(row: Row, columns: Columns, beside: list[str], country: str) -> None:
    """The numbers of a row; `country` is what a number without one belongs to where the row names none."""
    region = row.country or columns.dialled_country(row.cells) or _country_of_region(row) or country
    found: list[str] = []
    for i in columns.of["phone"]:
        if not (written := row.cells[i]) or written.isspace():
            continue
        phone = _read(row, columns, written, region)
        if phone.number:
            found.extend((phone.number, *phone.others))
        if phone.fax or not phone.number:
            row.extra[columns.headers[i]] = written.strip()
    for written in beside:
        phone = _read(row, columns, written, region)
        found.extend((phone.number, *phone.others))
    if found:
        row.keep("phone", found)


def _read(row: Row, columns: Columns, written: str, region: str) -> Phone:
    """A number of a row that names no country is read as one of the country that nearly all rows name, and so said."""
    phone = clean_phone(written, region)
    usual = columns.usual_country
    if not phone.valid and usual and not region and "country" not in row.lead:
        guessed = clean_phone(written, usual)
        if guessed.valid:
            row.say(
                tr(
                    "the row names no country; its phone number is read as one of {country}, as most rows are",
                    country=usual,
                )
            )
            return guessed
    if phone.remark:
        row.say(phone.remark)
    return phone


def _country_of_region(row: Row) -> str:
    return region_of(row.lead["region"]).country if "region" in row.lead else ""
