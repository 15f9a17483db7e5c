"""The house rules that show in the text of one file, each with an example that breaks it and one that does not."""

import ast
import io
import re
import tokenize
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).parent.parent
APP = ("app",)
PYTHON = ("app", "packaging", "tests")
NOT_OURS = {"__pycache__", "build", "dist", "demo", "node_modules"}
VAGUE = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "base", "data", "info"}
NETWORK = {
    *("socket", "socketserver", "ssl", "http", "ftplib", "smtplib", "poplib", "imaplib", "telnetlib", "xmlrpc"),
    *("urllib.request", "urllib3", "requests", "httpx", "aiohttp", "PySide6.QtNetwork", "PySide6.QtWebSockets"),
}
SQL = re.compile(
    r"\s*(SELECT|INSERT|UPDATE|DELETE|PRAGMA|CREATE|ALTER|DROP|ATTACH|VACUUM|REINDEX|SAVEPOINT)\b(?=\s|$)"
    r"|\s*(select\s.+\sfrom\s|insert\s+into\s|delete\s+from\s|pragma\s+\w|create\s+(table|index|trigger|view)\s|"
    r"alter\s+table\s|drop\s+(table|index|trigger)\s)",
    re.DOTALL,
)
EVASIONS = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b|type:\s*ignore|\bnoqa\b|pragma:\s*no\s*cover")
TRACES = re.compile(
    r"(?<![\w.])/(?:work|root|tmp|opt|home/\w+)/|[A-Z]:\\Users\\"
    r"|\bpypi\.org|python[h]osted\.org|deb\.debian\.org|artifactory|(?<!\w)--(?:extra-)?index-url|PIP_CERT",
)

Finder = Callable[["Source"], Iterator[int]]


@dataclass(frozen=True)
class Source:
    """One Python file: its path from the project's root, its text, its tree."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @cached_property
    def nodes(self) -> list[ast.AST]:
        return list(ast.walk(self.tree))


@dataclass(frozen=True)
class Rule:
    """A rule: where it holds, where not, how a breach is found, and two examples as (path, text)."""

    says: str
    holds_in: tuple[str, ...]
    except_in: tuple[str, ...]
    find: Finder
    broken: tuple[str, str]
    kept: tuple[str, str]

    def breaches(self, source: Source) -> list[str]:
        """Return every breach as `path:line rule`."""
        if not lies_in(source.path, self.holds_in) or lies_in(source.path, self.except_in):
            return []
        return [f"{source.path}:{line} {self.says}" for line in self.find(source)]


def lies_in(path: str, places: tuple[str, ...]) -> bool:
    """Say whether a path is one of the files or below one of the folders."""
    return any(path == place or path.startswith(place + "/") for place in places)


def files() -> Iterator[Path]:
    """Every file of the project, without what git ignores; works where there is no git."""
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        hidden = any(part.startswith(".") and part not in (".ci", ".gitignore") for part in parts)
        if path.is_file() and not hidden and not NOT_OURS.intersection(parts):
            yield path


@cache
def sources() -> tuple[Source, ...]:
    """Every Python file of the project."""
    return tuple(
        Source(path.relative_to(ROOT).as_posix(), path.read_text("utf-8"))
        for path in files()
        if path.suffix in (".py", ".spec")
    )


def traces(text: str) -> list[str]:
    """What a text tells about the machine it was written on or the hosts it was fetched from."""
    return [found.group() for found in TRACES.finditer(text)]


def imported(source: Source) -> Iterator[tuple[str, int]]:
    """Every module a file imports, with everything taken from it as a dotted name, lazy imports included."""
    for node in source.nodes:
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module, node.lineno
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def imports(*modules: str) -> Finder:
    """Find imports of any of the modules or of what is inside them."""

    def find(source: Source) -> Iterator[int]:
        lines = {line for name, line in imported(source) if any(f"{name}.".startswith(f"{m}.") for m in modules)}
        yield from sorted(lines)

    return find


def mentions(*names: str) -> Finder:
    """Find names, attributes and imports that are called so."""

    def find(source: Source) -> Iterator[int]:
        for node in source.nodes:
            called = {
                ast.Name: lambda n: [n.id],
                ast.Attribute: lambda n: [n.attr],
                ast.ImportFrom: lambda n: [alias.name for alias in n.names],
            }.get(type(node), lambda n: [])(node)
            if set(called) & set(names):
                yield node.lineno

    return find


def documented(source: Source) -> Iterator[int]:
    if source.text.strip() and not (ast.get_docstring(source.tree) and source.text.startswith(('"""', 'r"""'))):
        yield 1


def vague(source: Source) -> Iterator[int]:
    if VAGUE & {part.removesuffix(".py").strip("_") for part in PurePosixPath(source.path).parts}:
        yield 1


def sql_text(source: Source) -> Iterator[int]:
    tree = source.tree
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}  # docstrings
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            if SQL.match(node.value):
                yield node.lineno
        elif isinstance(node, ast.Attribute) and node.attr in ("exec_driver_sql", "executescript"):
            yield node.lineno
    yield from imports("sqlalchemy.text", "sqlalchemy.literal_column", "sqlalchemy.sql.text", "sqlite3", "pysqlite3")(
        source
    )


def commits(source: Source) -> Iterator[int]:
    """Find commits and rollbacks on what looks like a session; a dialog's own `commit` is another word."""
    for node in source.nodes:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = ast.unparse(node.func.value).rpartition(".")[2].lower()
            is_session = re.search(r"session|connection|cursor|transaction|engine|^conn$|^db$", owner)
            if node.func.attr in ("commit", "rollback") and is_session:
                yield node.lineno


def dict_signals(source: Source) -> Iterator[int]:
    for node in source.nodes:
        is_signal = isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] == "Signal"
        if is_signal and any(ast.unparse(argument).startswith(("dict", "Dict")) for argument in node.args):
            yield node.lineno


def evasions(source: Source) -> Iterator[int]:
    for token in tokenize.generate_tokens(io.StringIO(source.text).readline):
        if token.type == tokenize.COMMENT and EVASIONS.search(token.string):
            yield token.start[0]


def swallowed(source: Source) -> Iterator[int]:
    for node in source.nodes:
        if isinstance(node, ast.ExceptHandler):
            wide = node.type is None or ast.unparse(node.type) in ("Exception", "BaseException")
            if wide and all(isinstance(line, ast.Pass | ast.Continue) for line in node.body):
                yield node.lineno


def unwritten(source: Source) -> Iterator[int]:
    for node in source.nodes:
        if isinstance(node, ast.Raise) and node.exc and ast.unparse(node.exc).startswith("NotImplementedError"):
            yield node.lineno


_APART = re.compile(r"[\d}][ \u00a0\u202f]%(?!\w)")


def percent_apart(source: Source) -> Iterator[int]:
    """Find numbers in percent that are not said as `app.language.percent` says them, with a space of their own."""
    parents = {child: node for node in source.nodes for child in ast.iter_child_nodes(node)}
    for node in source.nodes:
        if isinstance(node, ast.JoinedStr):
            whole = "".join(str(part.value) if isinstance(part, ast.Constant) else "}" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            whole = node.value
        else:
            continue
        if not isinstance(parents[node], ast.Expr | ast.JoinedStr) and _APART.search(whole):  # no docstring
            yield node.lineno


_SAYS = {"tr", "tr_many", "later", "later_many", "counted"}
_NOT_SHOWN = {  # what takes words that nobody reads: ids, names of settings, style, patterns, faults of the program
    *("setProperty", "setObjectName", "bind", "act", "import_module", "fullmatch", "compile", "sub", "removeprefix"),
    *("removesuffix", "startswith", "endswith", "TypeError", "ValueError", "RuntimeError", "ModuleNotFoundError"),
    *("TypeVar", "strftime", "strptime", "replace", "remember", "text", "QKeySequence", "setStyleSheet", "state"),
    *("getLogger", "exception", "warning", "load", "forget"),
}
_WORDS = re.compile(r"[A-Z][a-z]+|[A-Za-z]{2,}[^A-Za-z/._-]+[A-Za-z]{2,}")
_KEYS = re.compile(r"(Ctrl|Alt|Shift|Meta|Esc|Enter|Return|Del|Delete|Ins|Insert|Tab|Space|Up|Down|Left|Right|Home|End)"
                   r"(\W.*)?|F\d+|Alt\+1 … 9|Y N U|\w+[a-z][A-Z]\w+")  # fmt: skip


def untranslated(source: Source) -> Iterator[int]:
    """Find sentences that stand in the window in one language only."""
    parents = {child: node for node in source.nodes for child in ast.iter_child_nodes(node)}
    for node in source.nodes:
        parts = node.values if isinstance(node, ast.JoinedStr) else [node]
        texts = [part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)]
        if isinstance(parents.get(node), ast.JoinedStr) or not any(
            _WORDS.search(text) and not _KEYS.fullmatch(text) for text in texts
        ):
            continue
        if _is_shown(node, parents):
            yield node.lineno


def _is_shown(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> bool:
    """Say whether a text may reach a person: no docstring, key, annotation or comparison, and not said already."""
    above = parents[node]
    if isinstance(above, ast.Expr | ast.FormattedValue):
        return False
    if isinstance(above, ast.Dict) and node in above.keys:
        return False
    while node in parents and not isinstance(node, ast.stmt):
        above = parents[node]
        if isinstance(above, ast.Compare) or (isinstance(above, ast.Subscript) and above.slice is node):
            return False
        if isinstance(above, ast.keyword) and above.arg == "key":  # of a question to the desk
            return False
        if node in (getattr(above, "annotation", None), getattr(above, "returns", None)):
            return False
        if isinstance(above, ast.Call):
            name = above.func.id if isinstance(above.func, ast.Name) else getattr(above.func, "attr", "")
            if name in _SAYS or name in _NOT_SHOWN:
                return False
        node = above
    return not (isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__")


RULES = (
    Rule("begins with a docstring on its first line", PYTHON, (), documented,
         ("app/domain/x.py", "import re\n\n'''Late.'''\n"), ("app/domain/x.py", '"""What it is for."""\n')),
    Rule("has a name that says nothing", PYTHON, (), vague,
         ("app/intake/utils.py", '"""x"""\n'), ("app/intake/header.py", '"""x"""\n')),
    Rule("writes a percent sign apart from its number; app.language.percent says it", APP, (), percent_apart,
         ("app/cli/x.py", 'out.say(f"{share * 100:.0f} % of them")\n'),
         ("app/cli/x.py", '"""At 100 %."""\nout.say(f"{at:%Y-%m-%d %H:%M} {percent(share)}", "in %")\n')),
    Rule("has SQL text outside store", APP, ("app/store",), sql_text,
         ("app/services/x.py", "session.execute(f'SELECT id FROM lead WHERE {x}')\n"),
         ("app/services/x.py", 'choose("Select a lead"); field.text()\n')),
    Rule("names a database dialect outside store", APP, ("app/store",), imports("sqlalchemy.dialects"),
         ("app/services/x.py", "from sqlalchemy.dialects.sqlite import insert\n"),
         ("app/store/x.py", "from sqlalchemy.dialects.sqlite import insert\n")),
    Rule("commits or rolls back; only the desk does", APP, ("app/store", "app/services/desk.py"), commits,
         ("app/services/x.py", "work.session.commit()\n"),
         ("app/ui/x.py", "self.commit(); imports.commit(work, plan)\n")),
    Rule("declares Signal(dict), which loses int keys; use Signal(object)", APP, (), dict_signals,
         ("app/ui/x.py", "changed = QtCore.Signal(dict)\n"), ("app/ui/x.py", "changed = Signal(object)\n")),
    Rule("uses a thread or an event loop of its own; the runner has them", ("app/ui",), (),
         mentions("QThread", "QRunnable", "processEvents"),
         ("app/ui/x.py", "from PySide6.QtCore import QThread\n"), ("app/ui/x.py", "runner.ask(question)\n")),
    Rule("uses openpyxl outside exports", APP, ("app/exports",), imports("openpyxl"),
         ("app/intake/x.py", "def f():\n    import openpyxl.styles\n"), ("app/exports/x.py", "import openpyxl\n")),
    Rule("uses calamine outside intake", APP, ("app/intake",), imports("python_calamine"),
         ("app/exports/x.py", "from python_calamine import CalamineWorkbook\n"),
         ("app/intake/x.py", "from python_calamine import CalamineWorkbook\n")),
    Rule("reaches for the network", APP, (), imports(*NETWORK),
         ("app/intake/x.py", "from urllib import request\n"), ("app/intake/x.py", "from urllib.parse import quote\n")),
    Rule("imports what pytablericons would have brought", PYTHON, (), imports("PIL", "pygame", "numpy", "pandas"),
         ("app/ui/x.py", "from PIL import Image\n"), ("app/ui/x.py", "from PySide6.QtGui import QImage\n")),
    Rule("says something in one language only; use tr() or later()", ("app/ui",),
         ("app/ui/pictures.py", "app/ui/tour.py", "app/ui/measuring.py", "app/ui/theme.py"), untranslated,
         ("app/ui/x.py", "label(f'Move {count} leads')\n"),
         ("app/ui/x.py", "label(tr('Move {count} leads', count=number(count)), 'Ctrl+Shift+M')\n")),
    Rule("prints; only the command line speaks to the terminal", APP,
         ("app/cli.py", "app/cli", "app/__main__.py"), mentions("print"),
         ("app/services/x.py", "print('done')\n"), ("app/cli.py", "print('done')\n")),
    Rule("silences a checker or leaves work for later", PYTHON, (), evasions,
         ("app/domain/x.py", "x = 1  # type: ignore\n"), ("app/domain/x.py", "x = '# noqa'  # why\n")),
    Rule("swallows every error", PYTHON, (), swallowed,
         ("app/ui/x.py", "try:\n    f()\nexcept Exception:\n    pass\n"),
         ("app/ui/x.py", "try:\n    f()\nexcept OSError:\n    pass\n")),
    Rule("is not written yet", PYTHON, (), unwritten,
         ("app/ui/x.py", "raise NotImplementedError('later')\n"),
         ("app/ui/x.py", "try:\n    f()\nexcept NotImplementedError as error:\n    raise Problem(no) from error\n")),
)  # fmt: skip
