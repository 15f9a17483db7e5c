"""Forms of a lead: add one by hand, edit what is known about person and account."""

from typing import Any

from PySide6.QtWidgets import QWidget

from app.domain.relations import RELATIONS, relation_of
from app.language import tr
from app.services.editing import edit_lead
from app.ui.bench import Bench
from app.ui.dialogs.form import Field, FormDialog


def lead_fields(bench: Bench) -> tuple[Field, ...]:
    """The fields of a lead, in the order people fill them."""
    return (
        Field("first_name", tr("First name")),
        Field("last_name", tr("Last name")),
        Field("job_title", tr("Title")),
        Field("email", tr("E-mail")),
        Field("phone", tr("Phone")),
        Field("company", tr("Account")),
        Field("domain", tr("Domain"), hint="hospital.example"),
        _words(bench, "facility_type", tr("Facility type")),
        _words(bench, "segment", tr("Segment")),
        Field("country", tr("Country")),
        _words(bench, "region", tr("Region")),
        Field("city", tr("City")),
        Field("size", tr("Size")),
        _words(bench, "service_line", tr("Service line")),
        _words(bench, "source", tr("Source")),
        _words(bench, "offer", tr("Offer")),
        Field("asked_for", tr("Asked for")),
        _words(bench, "testing_focus", tr("Testing focus")),
        _words(bench, "evaluation_stage", tr("Evaluation stage")),
        Field("notes", tr("Notes")),
    )


def _words(bench: Bench, kind: str, title: str) -> Field:
    return Field(kind, title, "choice", [(entry.id, entry.label) for entry in bench.playbook.words(kind)])


def known_values(view: Any) -> dict[str, Any]:
    """What is known of a lead, by the names of the fields; vocabularies by their ids."""
    person, account = view.person, view.account
    values = {name: getattr(view, name) for name in ("service_line", "asked_for")}
    values |= {
        "first_name": person.first_name,
        "last_name": person.last_name,
        "job_title": person.title,
        "email": person.email,
        "phone": person.phone,
        "notes": person.notes,
        "relation": relation_of(person.relation, account.relation if account is not None else ""),
    }
    if account is not None:
        names = ("domain", "facility_type", "segment", "country", "region", "city", "size", "testing_focus")
        values |= {name: getattr(account, name) for name in names}
        values["company"] = account.name
    return values


def edit(bench: Bench, view: Any, parent: QWidget) -> FormDialog:
    """Edit a lead that is on screen."""

    def save(form: FormDialog, changes: dict[str, Any]) -> None:
        bench.do(edit_lead, view.id, changes, then=form.done_with, failed=form.refuse)

    values = known_values(view)
    relation = Field("relation", tr("Relation to us"), "choice", RELATIONS)  # who is no buyer loses points
    known = [field for field in (*lead_fields(bench), relation) if field.id in values]
    dialog = FormDialog(
        bench, tr("Edit {name}", name=view.person.name), known, values, tr("Save the changes"), save, parent
    )
    dialog.open()
    return dialog


def add(bench: Bench, parent: QWidget) -> FormDialog:
    """Add a lead by hand."""
    from app.services.adding import add_lead

    def save(form: FormDialog, changes: dict[str, Any]) -> None:
        def added(changed: Any) -> None:
            form.done_with(changed)
            bench.lead_wanted.emit(changed.outcome)

        bench.do(add_lead, changes, then=added, failed=form.refuse)

    dialog = FormDialog(bench, tr("Add a lead"), lead_fields(bench), {}, tr("Add the lead"), save, parent)
    dialog.open()
    return dialog
