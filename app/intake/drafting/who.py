"""Whom a row names: a person, an organisation, or one in the place of the other."""

from app.intake.cleaning.companies import clean_company, is_no_company
from app.intake.cleaning.emails import check_email, domain_of
from app.intake.cleaning.mail_domains import another_owner
from app.intake.cleaning.people import Person, clean_first, clean_last, joined_name, split_name
from app.intake.cleaning.websites import clean_domain
from app.intake.columns.values import looks_like_a_firm, surely_a_firm
from app.intake.drafting.columns import Columns
from app.intake.drafting.row import Row
from app.language import tr


def name_person(row: Row, columns: Columns) -> None:
    """First, last and whole name; what is left out of them stays with the row as written."""
    first, last = _part(row, columns, "first_name"), _part(row, columns, "last_name")
    whole = columns.value(row.cells, "full_name")
    if whole and _names_a_company(row, columns, whole, bool(first or last)):
        row.lead["company"] = clean_company(whole)
        whole = ""
    full = joined_name(first, last)
    if whole:
        person = split_name(whole, columns.family_first)
        if not first and not last:
            first, last = person.first, person.last
        full = person.full
        if person.remark or person.beside or person.email or person.shortened:
            _keep_beside(row, columns, person, whole)
    if full:
        row.lead["full_name"] = full
    if first:
        row.lead["first_name"] = first
    if last:
        row.lead["last_name"] = last


def _part(row: Row, columns: Columns, field: str) -> str:
    """The first column that holds it; what further ones say, and what is left out of it, stays with the row."""
    part = ""
    for i in columns.of[field]:
        cell = row.cells[i]
        found = (clean_last if field == "last_name" else clean_first)(cell)
        if found and ((part and found != part) or (len(found) < len(cell) and len(found.split()) < len(cell.split()))):
            row.extra[columns.headers[i]] = cell.strip()
        part = part or found
    return part


def _names_a_company(row: Row, columns: Columns, whole: str, parted: bool) -> bool:
    if parted or columns.value(row.cells, "company"):
        return False
    if columns.calls_itself_a_company(row.cells):
        return True
    if surely_a_firm(whole) and not split_name(whole).beside:
        row.say(tr("“{name}” is read as the name of an organisation", name=whole[:60]))
        return True
    return False


def _keep_beside(row: Row, columns: Columns, person: Person, whole: str) -> None:
    """An address, an organisation, titles and nicknames that stand with the name."""
    row.say(person.remark)
    row.extra[columns.headers[columns.of["full_name"][0]]] = whole
    if person.email and "email" not in row.lead and (email := check_email(person.email)).address:
        row.lead["email"] = email.address
        row.say(email.remark)
    firm = next((text for text in person.beside if looks_like_a_firm(text)), "")
    if firm and not columns.value(row.cells, "company"):
        row.lead["company"] = clean_company(firm)
        row.say(tr("“{firm}”, which stands with the name, is read as the organisation", firm=firm[:60]))


def _says_more(written: str, domain: str) -> bool:
    """True for a page below a site: the site alone is not what was written."""
    return bool(written.strip().rstrip("/").casefold().partition(domain)[2])


def name_organisation(row: Row, columns: Columns) -> None:
    """The organisation with its domain: from its website, else from the e-mail address."""
    names = []
    for i in columns.of["company"]:
        cell = row.cells[i]
        if name := clean_company(cell):
            if is_no_company(name):
                row.extra[columns.headers[i]] = cell.strip()
            else:
                names.append(name)
    row.keep("company", names)
    for i in columns.of["domain"]:
        domain = clean_domain(row.cells[i])
        if domain:
            row.lead.setdefault("domain", domain)
        if row.cells[i].strip() and (not domain or _says_more(row.cells[i], domain)):
            row.extra[columns.headers[i]] = row.cells[i].strip()
    own = domain_of(row.lead["email"]) if "email" in row.lead else ""
    if not own:
        return
    site = row.lead.setdefault("domain", own)
    if own != site and another_owner(own, site):
        row.say(
            tr(
                "the e-mail address is of {own}, the website of {site}; perhaps one belongs to the other",
                own=own,
                site=site,
            )
        )
