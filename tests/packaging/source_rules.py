"""The rules of STYLE.md's table of traps that can be seen in the source.

A rule looks at one parsed file and yields what breaks it.  What ruff can refuse, ruff refuses; here
are the methods it cannot name, and the allow-lists that carry a reason.

``python -m tests.packaging.source_rules [START-OF-PATH...]`` prints what breaks a rule.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
LONGEST_FILE = 500
LONGEST_FUNCTION = 60
POSITIONAL = 2

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Source:
    """One file: its path from the top of the project with ``/``, its text, its tree."""

    path: str
    text: str
    tree: ast.Module

    def functions(self) -> Iterator[FunctionNode]:
        for node in ast.walk(self.tree):
            if isinstance(node, FunctionNode):
                yield node


@dataclass(frozen=True, slots=True)
class Finding:
    """What breaks a rule, and at which line (from 1)."""

    path: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.what}"


@dataclass(frozen=True, slots=True)
class Permission:
    """One reasoned exception: files (a pattern), what they may (a pattern), and why."""

    files: str
    what: str
    reason: str

    def covers(self, path: str, what: str) -> bool:
        return fnmatch(path, self.files) and fnmatch(what, self.what)


Rule = Callable[[Source], Iterator[Finding]]

LATE_IMPORTS = (
    Permission("curator/cli/*", "curator.gui.*", "every other command runs where Qt cannot load"),
    Permission(
        "curator/gui/*", "curator.services.*", "SQLAlchemy comes on a lane, after first paint"
    ),
    Permission("curator/gui/*", "curator.store.*", "SQLAlchemy comes on a lane, after first paint"),
    Permission("curator/store/*", "alembic*", "Alembic only when a file must be made or upgraded"),
    Permission("curator/services/*", "curator.store.upgrade*", "Alembic only when it is needed"),
    Permission("curator/*", "psycopg*", "an extra: there only where a PostgreSQL is used"),
    Permission("curator/ingest/*", "lxml*", "parsers of untrusted files load in the child only"),
    Permission(
        "curator/ingest/*", "trafilatura*", "parsers of untrusted files load in the child only"
    ),
    Permission("curator/ingest/*", "charset_normalizer*", "loads in the child only"),
    Permission(
        "curator/*", "curator.ingest.*", "what a child process calls loads in the child only"
    ),
    Permission("curator/export/*", "xlsxwriter*", "only where a workbook is written"),
    Permission("tests/conftest.py", "PySide6.*", "a test without Qt must not load it"),
)
EVENT_LOOPS = (
    Permission("curator/gui/app.py", "exec", "the application's own event loop, the only one"),
    Permission("tests/bench/*", "exec", "no test; QSignalSpy.wait keeps the lanes from Python"),
)
SQL = (
    Permission(
        "curator/store/drafts.py", "*CASCADE*", "drafts are a file of their own, no revisions"
    ),
    Permission("curator/store/staging.py", "*OFF", "a file of one import; nobody opens it again"),
)
REGISTRY_BYTES = (
    Permission("curator/store/lock.py", "*", "the lock file beside the registry is no database"),
    Permission("curator/store/durable.py", "open", "files that no connection holds, made durable"),
    Permission("curator/store/holders.py", "read_text", "what the system lists in /proc"),
    Permission("curator/store/sniff.py", "*", "looks at the first bytes before SQLite connects"),
)


def refused_methods(source: Source) -> Iterator[Finding]:
    """Methods that tear text, re-enter the event loop, or lose what a user typed."""
    reasons: Mapping[str, str] = {
        "splitlines": "tears at U+2028 and U+0085: split on '\\n'",
        "processEvents": "re-enters the event loop: hand the work to a lane",
        "setHtml": "markup from outside: build the document from blocks",
        "toPlainText": "rewrites line ends and no-break spaces: toRawText",
        "exec": "a nested event loop: open()",
        "exec_": "a nested event loop: open()",
    }
    for node in ast.walk(source.tree):
        if not isinstance(node, ast.Attribute) or node.attr not in reasons:
            continue
        if not _permitted(EVENT_LOOPS, source.path, node.attr):
            yield Finding(source.path, node.lineno, f".{node.attr}: {reasons[node.attr]}")


def refused_names(source: Source) -> Iterator[Finding]:
    """Classes of Qt that a measured trap stands behind."""
    reasons: Mapping[str, str] = {
        "QThread": "destroyed while running: lanes and jobs",
        "QRunnable": "its signals die on the pool's thread: lanes and jobs",
        "QThreadPool": "lanes and jobs",
        "QSyntaxHighlighter": "runs over the whole document: extra selections",
        "QDir": "cannot see a name that is not UTF-8: os.scandir",
        "JSONB": "reorders keys and breaks digests: canonical JSON in TEXT",
    }
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ImportFrom):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.Attribute):
            names = [node.attr]
        else:
            continue
        for name in names:
            if name in reasons:
                yield Finding(source.path, node.lineno, f"{name}: {reasons[name]}")


def modal_dialogs(source: Source) -> Iterator[Finding]:
    """Static calls that open a dialog and wait in it."""
    waiting: Mapping[str, str] = {
        "QMessageBox": "about|aboutQt|critical|information|question|warning",
        "QFileDialog": "get[A-Z].*",
        "QInputDialog": "get[A-Z].*",
        "QColorDialog": "get[A-Z].*",
        "QFontDialog": "get[A-Z].*",
    }
    for node in ast.walk(source.tree):
        if not isinstance(node, ast.Attribute):
            continue
        owner = _last_name(node.value) or ""
        if owner in waiting and re.fullmatch(waiting[owner], node.attr):
            yield Finding(source.path, node.lineno, f"{owner}.{node.attr} waits: open()")


def text_browsers(source: Source) -> Iterator[Finding]:
    """A QTextBrowser or QTextEdit's loader asks for files and shares unless it is told not to."""
    safe = set()
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ClassDef):
            methods = {one.name for one in node.body if isinstance(one, FunctionNode)}
            if "loadResource" in methods:
                safe |= {id(base) for base in node.bases}
    for node in ast.walk(source.tree):
        if not isinstance(node, ast.Name | ast.Attribute) or id(node) in safe:
            continue
        if _last_name(node) == "QTextBrowser":
            what = "QTextBrowser: only as the base of a class whose loadResource returns nothing"
            yield Finding(source.path, node.lineno, what)


def lambdas_across_threads(source: Source) -> Iterator[Finding]:
    """A lambda on a job's signal runs in the wrong thread."""
    signals = {"cancelled", "failed", "finished", "posted", "progressed", "succeeded"}
    for node in ast.walk(source.tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == "connect"
            and _last_name(node.func.value) in signals
            and any(isinstance(word, ast.Lambda) for word in node.args)
        ):
            yield Finding(source.path, node.lineno, "a lambda on a job's signal: a @Slot method")


def hidden_blocks(source: Source) -> Iterator[Finding]:
    """Folding by hiding blocks leaves the cursor inside them."""
    for node in ast.walk(source.tree):
        if (
            isinstance(node, ast.Attribute)
            and node.attr == "setVisible"
            and (_last_name(node.value) or "").lower().endswith("block")
        ):
            yield Finding(source.path, node.lineno, "fold in the piecewise map, not by setVisible")


def registry_bytes(source: Source) -> Iterator[Finding]:
    """Opening a registry's file by hand drops SQLite's locks on it."""
    if not source.path.startswith("curator/store/"):
        return
    methods = {"open", "read_bytes", "read_text", "write_bytes", "write_text"}
    copies = {"copy", "copy2", "copyfile", "copyfileobj", "copytree"}
    for node in ast.walk(source.tree):
        if not isinstance(node, ast.Call):
            continue
        name = _last_name(node.func) or ""
        by_method = isinstance(node.func, ast.Attribute) and name in methods
        by_hand = isinstance(node.func, ast.Name) and name == "open"
        copied = name in copies and _last_name(getattr(node.func, "value", node.func)) == "shutil"
        if (by_method or by_hand or copied) and not _permitted(REGISTRY_BYTES, source.path, name):
            what = f"{name}() on a file in the store: sniff before connecting, copy by backup"
            yield Finding(source.path, node.lineno, what)


def refused_sql(source: Source) -> Iterator[Finding]:
    """Statements that corrupt, pass a trigger by, or delete what must stay."""
    patterns: Mapping[str, str] = {
        r"\bINSERT\s+OR\s+REPLACE\b": "passes a DELETE trigger by",
        r"\bON\s+DELETE\s+CASCADE\b": "deletes revisions with their parent",
        r"\bjournal_mode\s*=\s*[\"']?(WAL|DELETE|OFF|MEMORY)\b": "journal_mode=TRUNCATE, always",
        r"\bsynchronous\s*=\s*[\"']?(NORMAL|OFF|0|1)\b": "synchronous=FULL, always",
    }
    prose = _docstrings(source.tree)
    for node in ast.walk(source.tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            continue
        if id(node) in prose:
            continue
        for pattern, reason in patterns.items():
            found = re.search(pattern, node.value, re.IGNORECASE)
            if found and not _permitted(SQL, source.path, found.group().upper()):
                yield Finding(source.path, node.lineno, f"{pattern}: {reason}")
    for node in ast.walk(source.tree):
        if isinstance(node, ast.keyword) and node.arg == "ondelete":
            yield Finding(source.path, node.value.lineno, "ondelete: nothing is deleted")


def swallowed_exceptions(source: Source) -> Iterator[Finding]:
    """``suppress`` of everything; ruff has the same in the form of ``except``."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and _last_name(node.func) == "suppress":
            wide = {_last_name(word) for word in node.args} & {"Exception", "BaseException"}
            if wide:
                yield Finding(source.path, node.lineno, "suppress names what it expects")


def late_imports(source: Source) -> Iterator[Finding]:
    """An import inside a function, but for those that keep the start fast."""
    for function in source.functions():
        for node in ast.walk(function):
            if isinstance(node, ast.Import):
                modules = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                modules = [f"{node.module}.{alias.name}" for alias in node.names]
            else:
                continue
            for module in modules:
                if not _permitted(LATE_IMPORTS, source.path, module):
                    what = f"{module} is imported inside {function.name}"
                    yield Finding(source.path, node.lineno, what)


def domain_imports(source: Source) -> Iterator[Finding]:
    """The domain imports the standard library, rfc8785 and itself."""
    if not source.path.startswith("curator/domain/"):
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            modules = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            modules = [node.module or ""]
        else:
            continue
        for module in modules:
            known = module.split(".")[0] in sys.stdlib_module_names or module == "rfc8785"
            if not known and not f"{module}.".startswith("curator.domain."):
                yield Finding(source.path, node.lineno, f"the domain imports {module}")


def long_files(source: Source) -> Iterator[Finding]:
    lines = source.text.count("\n")
    if lines > LONGEST_FILE:
        yield Finding(source.path, lines, f"{lines} lines: this file is two things")


def long_functions(source: Source) -> Iterator[Finding]:
    for function in source.functions():
        lines = (function.end_lineno or function.lineno) - function.lineno + 1
        if lines > LONGEST_FUNCTION:
            yield Finding(source.path, function.lineno, f"{function.name} has {lines} lines")


def mutable_globals(source: Source) -> Iterator[Finding]:
    """A module-level list, dict or set that its type lets somebody change, and ``global``."""
    makers = {"Counter", "OrderedDict", "bytearray", "defaultdict", "deque", "dict", "list", "set"}
    displays = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)
    read_only = re.compile(
        r"\b(Mapping|Sequence|Collection|Iterable|AbstractSet|frozenset|tuple)\b"
    )
    for node in source.tree.body:
        if not isinstance(node, ast.Assign | ast.AnnAssign) or node.value is None:
            continue
        made = isinstance(node.value, ast.Call) and _last_name(node.value.func) in makers
        if not made and not isinstance(node.value, displays):
            continue
        if isinstance(node, ast.AnnAssign) and read_only.search(ast.unparse(node.annotation)):
            continue
        name = ast.unparse(node.target if isinstance(node, ast.AnnAssign) else node.targets[0])
        if name != "__all__":
            what = f"{name} can be changed: a tuple, a frozenset or a type such as Mapping"
            yield Finding(source.path, node.lineno, what)
    for inner in ast.walk(source.tree):
        if isinstance(inner, ast.Global):
            yield Finding(source.path, inner.lineno, f"global {', '.join(inner.names)}")


def names_that_say_nothing(source: Source) -> Iterator[Finding]:
    """Names are the field's words, in classes, functions and files."""
    empty = re.compile(
        r"(Manager|Helper|Utils?|Misc)(?![a-z])|(^|_)(manager|helpers?|utils?|misc)(_|$)"
    )
    stem = source.path.rpartition("/")[2].removesuffix(".py")
    if empty.search(stem):
        yield Finding(source.path, 1, f"the name {stem} does not say what it holds")
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ClassDef | FunctionNode) and empty.search(node.name):
            yield Finding(source.path, node.lineno, f"the name {node.name} does not say what it is")


def positional_arguments(source: Source) -> Iterator[Finding]:
    """Of a public function's arguments, those after the second that must be given are named.

    Not so where Qt or a library fixes them.  Not counted are the words whose place everybody knows
    from Qt: a ``parent``, a ``size`` or the ``theme`` stands last, a ``painter`` and its ``rect``
    first.
    """
    known = {"self", "cls", "parent", "painter", "rect", "size", "theme"}
    for function in source.functions():
        if function.name.startswith("_") and function.name != "__init__":
            continue
        if _overrides_qt(function.name) or _called_from_outside(function):
            continue
        given = [*function.args.posonlyargs, *function.args.args]
        given = given[: len(given) - len(function.args.defaults)]
        words = [word.arg for word in given if word.arg not in known]
        if len(words) > POSITIONAL:
            what = f"{function.name}({', '.join(words)}): arguments after the second by name"
            yield Finding(source.path, function.lineno, what)


def waits_in_tests(source: Source) -> Iterator[Finding]:
    """A fixed wait is too short on one machine and too long on the next."""
    if not source.path.startswith("tests/"):
        return
    waits = {("time", "sleep"), ("QTest", "qWait"), ("QTest", "qSleep"), ("qtbot", "wait")}
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute) and (_last_name(node.value), node.attr) in waits:
            yield Finding(source.path, node.lineno, f"{node.attr}: wait for what must happen")


PRODUCT_RULES: tuple[Rule, ...] = (
    refused_methods,
    refused_names,
    modal_dialogs,
    text_browsers,
    lambdas_across_threads,
    hidden_blocks,
    registry_bytes,
    refused_sql,
    swallowed_exceptions,
    late_imports,
    domain_imports,
    long_files,
    long_functions,
    mutable_globals,
    names_that_say_nothing,
    positional_arguments,
)
TEST_RULES: tuple[Rule, ...] = (
    waits_in_tests,
    long_files,
    long_functions,
    names_that_say_nothing,
)
MIGRATION_RULES: tuple[Rule, ...] = (refused_names, refused_sql, long_files, mutable_globals)
RULES_BY_FOLDER: Mapping[str, tuple[Rule, ...]] = {
    "curator": PRODUCT_RULES,
    "migrations": MIGRATION_RULES,
    "tests": TEST_RULES,
}


def read_source(path: str, text: str) -> Source:
    return Source(path, text, ast.parse(text, filename=path))


def sources(folder: str) -> Iterator[Source]:
    """Every Python file below a folder at the top of the project."""
    for path in sorted((PROJECT / folder).rglob("*.py")):
        name = path.relative_to(PROJECT).as_posix()
        yield read_source(name, path.read_text(encoding="utf-8"))


def broken_rules() -> Iterator[Finding]:
    for folder, rules in RULES_BY_FOLDER.items():
        for source in sources(folder):
            for rule in rules:
                yield from rule(source)


def main(starts: tuple[str, ...]) -> int:
    broken = [finding for finding in broken_rules() if finding.path.startswith(starts or ("",))]
    for finding in broken:
        print(finding)
    return 1 if broken else 0


def _permitted(permissions: tuple[Permission, ...], path: str, what: str) -> bool:
    return any(permission.covers(path, what) for permission in permissions)


def _last_name(node: ast.AST) -> str | None:
    """``c`` of ``a.b.c``, of ``c`` and of ``b.c()``."""
    if isinstance(node, ast.Call):
        return _last_name(node.func)
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else None


def _docstrings(tree: ast.Module) -> frozenset[int]:
    """The ids of constants that are statements of their own: prose, not SQL."""
    return frozenset(id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr))


def _overrides_qt(name: str) -> bool:
    return re.fullmatch(r"[a-z]+([A-Z][a-z]*)+|paint", name) is not None


def _called_from_outside(function: FunctionNode) -> bool:
    """Whether a library fixes the arguments: a command of click, a listener, a slot."""
    outside = {
        "argument",
        "command",
        "group",
        "option",
        "listens_for",
        "Slot",
        "overload",
        "override",
    }
    return any(_last_name(word) in outside for word in function.decorator_list)


if __name__ == "__main__":
    sys.exit(main(tuple(sys.argv[1:])))
