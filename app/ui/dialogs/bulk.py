"""One act for many leads: what it would do is rehearsed first, and shown where it is more than it seems."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QListWidget, QWidget

from app.language import later, number, tr
from app.services.bulk import delete_leads, set_owner, set_service_line
from app.services.list_export import save_list
from app.services.lists.places import AnyFilter
from app.services.tags import tag, untag
from app.ui import theme
from app.ui.bench import Bench
from app.ui.dialogs.form import Field, FormDialog
from app.ui.widgets.text import button, column, label, row

MANY = 200  # leads from which even a plain change is shown before it is done
FILES = later("Workbook (*.xlsx);;Text for a spreadsheet (*.csv)")
Act = Callable[[Bench, Sequence[int], QWidget], None]  # asks for what it needs, for these leads


def give_owner(bench: Bench, ids: Sequence[int], parent: QWidget) -> None:
    """Ask who gets these leads."""
    _asked(bench, ids, parent, tr("Owner"), Field("owner", tr("Owner"), hint=tr("Ada Berg")), set_owner)


def put_into_line(bench: Bench, ids: Sequence[int], parent: QWidget) -> None:
    """Ask into which service line these leads go."""
    lines = [(line.id, line.label) for line in bench.playbook.service_lines]
    _asked(bench, ids, parent, tr("Service line"), Field("line", tr("Service line"), "choice", lines), set_service_line)


def add_tag(bench: Bench, ids: Sequence[int], parent: QWidget) -> None:
    """Ask for a word to put on these leads."""
    _asked(
        bench, ids, parent, tr("Tag"), Field("word", tr("Tag"), hint=tr("One word or a few, such as: Medica 2026")), tag
    )


def take_tag_off(bench: Bench, ids: Sequence[int], parent: QWidget) -> None:
    """Ask for a word to take off these leads."""
    _asked(bench, ids, parent, tr("Take a tag off"), Field("word", tr("Tag")), untag)


def delete_them(bench: Bench, ids: Sequence[int], parent: QWidget) -> None:
    """Show what deleting these leads would take away, and ask."""
    rehearse(bench, parent, tr("Delete"), delete_leads, ids, always=True)


def export_them(
    bench: Bench,
    ids: Sequence[int],
    columns: Sequence[str],
    name: str,
    asked: AnyFilter | None,
    parent: QWidget,
    place: str = "leads",
) -> None:
    """Ask where to, and write exactly these rows of a list with these columns; None `asked` for selected ones."""
    path, _ = QFileDialog.getSaveFileName(parent, tr("Save the list"), str(Path.home() / f"{name}.xlsx"), tr(FILES))
    if path:

        def told(written: Path) -> None:
            bench.toast.say(tr("{count} rows are in {name}.", count=number(len(ids)), name=written.name))

        bench.study(save_list, place, list(ids), list(columns), Path(path), asked=asked, then=told, key="list-export")


def _asked(
    bench: Bench, ids: Sequence[int], parent: QWidget, title: str, field: Field, use_case: Callable[..., Any]
) -> None:
    words = tr("{title} of {count} leads", title=title, count=number(len(ids)))

    def go(changes: dict[str, Any]) -> None:
        rehearse(bench, parent, title, use_case, ids, str(changes[field.id]))

    ask_many(bench, parent, words, [field], go)


def ask_many(
    bench: Bench, parent: QWidget, words: str, fields: Sequence[Field], go: Callable[[dict[str, Any]], None]
) -> None:
    """Ask for what an act on many rows needs, and go on with what was answered."""

    def save(form: FormDialog, changes: dict[str, Any]) -> None:
        form.accept()
        go(changes)

    FormDialog(bench, words, fields, {}, tr("Go on"), save, parent).open()


def rehearse(
    bench: Bench,
    parent: QWidget,
    verb: str,
    use_case: Callable[..., Any],
    ids: Sequence[int],
    *args: Any,
    always: bool = False,
) -> None:
    """Find out what an act would do; do it at once where that is plain, else show it first."""
    do = partial(bench.do, use_case, list(ids), *args)

    def rehearsed(changed: Any) -> None:
        if always or changed.kept or len(changed.outcome.done if hasattr(changed.outcome, "done") else ids) > MANY:
            Rehearsed(changed, verb, do, parent).open()
        else:
            do()

    bench.runner.call(
        bench.runner.desk.rehearse, use_case, list(ids), *args, then=rehearsed, failed=bench.problems.show
    )


class Rehearsed(QDialog):
    """What would change, in numbers; what would stay as it is, by name and reason."""

    def __init__(self, changed: Any, verb: str, do: Callable[[], None], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(changed.label)
        self._do_it = do
        says = tuple(getattr(changed.outcome, "says", ()))
        self.kept = QListWidget()
        self.kept.setAccessibleName(tr("What would stay as it is"))
        self.kept.setWordWrap(True)
        self.kept.addItems(list(changed.kept))
        self.act = button(verb, part="main")
        self.act.setEnabled(bool(changed.leads or changed.accounts))
        self.act.setDefault(True)
        leave = button(tr("Leave everything as it is"))
        self.act.clicked.connect(self.accept)
        leave.clicked.connect(self.reject)
        whole = column(
            label(changed.label, theme.LEAD, bold=True, wrap=True),
            label(
                " ".join(
                    (tr("It can be undone."), *([tr("With them: {names}.", names=", ".join(says))] if says else []))
                ),
                tone="muted",
                wrap=True,
            ),
            edges=(theme.LARGE,) * 4,
        )
        if changed.kept:
            whole.addWidget(label(tr("These stay as they are:"), theme.FINE, tone="muted", bold=True))
            whole.addWidget(self.kept, 1)
        else:
            self.kept.hide()
            whole.addStretch(1)
        whole.addLayout(row(None, leave, self.act))
        self.setLayout(whole)
        self.resize(theme.px(560), theme.px(360 if changed.kept else 200))

    def accept(self) -> None:
        """Do it."""
        super().accept()
        self._do_it()
