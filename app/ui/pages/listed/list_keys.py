"""The commands that any list answers while it is on screen."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.ui.bench import Bench

if TYPE_CHECKING:
    from app.ui.pages.listed.list_pane import ListPane


def bind_list(pane: "ListPane", bench: Bench) -> None:
    """Let a list answer them; what needs its rows is off while they are looked at in another way."""

    def listed() -> bool:
        return pane.way is None

    def any_rows() -> bool:
        return pane.way is None and bool(pane.table.ids)

    def bind(id: str, act: Callable[[], None], enabled: Callable[[], bool] = lambda: True) -> None:
        bench.commands.bind(id, pane, act, enabled)

    bind("edit.filter", pane.bar.text.take_focus)
    bind("edit.by_column", pane.filter_by_column)
    bind("list.count", pane.show_counts)
    bind("list.views", pane.views.pop_up)
    bind("list.save_view", pane.views.save, lambda: not bench.read_only)
    bind("list.sort", pane.ask_order, listed)
    bind("view.columns", pane.view.choose_columns, listed)
    bind("list.export", pane.export, any_rows)
    bind("lead.next", lambda: pane.view.step(1), any_rows)
    bind("lead.previous", lambda: pane.view.step(-1), any_rows)
