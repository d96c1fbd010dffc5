"""Each rule finds what it is for and lets the right form pass; `make test` holds all sources."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import dedent

import pytest

from tests.packaging import source_rules
from tests.packaging.source_rules import (
    EVENT_LOOPS,
    LATE_IMPORTS,
    PRODUCT_RULES,
    REGISTRY_BYTES,
    RULES_BY_FOLDER,
    SQL,
    TEST_RULES,
    Permission,
    Rule,
    read_source,
    sources,
)


@dataclass(frozen=True, slots=True)
class Case:
    """A piece of code in a file, for one rule."""

    rule: Rule
    code: str
    path: str = "curator/gui/window.py"


BAD = (
    Case(source_rules.refused_methods, "lines = text.splitlines()"),
    Case(source_rules.refused_methods, "split = str.splitlines"),
    Case(source_rules.refused_methods, "dialog.exec()"),
    Case(source_rules.refused_methods, "menu.exec_(point)"),
    Case(source_rules.refused_methods, "QApplication.processEvents()"),
    Case(source_rules.refused_methods, "self.view.setHtml(text)"),
    Case(source_rules.refused_methods, "text = editor.toPlainText()"),
    Case(source_rules.refused_names, "from PySide6.QtCore import QObject, QThread"),
    Case(source_rules.refused_names, "from PySide6 import QtCore\nQtCore.QRunnable()"),
    Case(source_rules.refused_names, "from PySide6.QtGui import QSyntaxHighlighter"),
    Case(source_rules.refused_names, "from sqlalchemy.dialects.postgresql import JSONB"),
    Case(source_rules.modal_dialogs, "QMessageBox.question(self, 'a', 'b')"),
    Case(source_rules.modal_dialogs, "QtWidgets.QMessageBox.warning(self, 'a', 'b')"),
    Case(source_rules.modal_dialogs, "QFileDialog.getOpenFileNames(self)"),
    Case(source_rules.modal_dialogs, "ask = QInputDialog.getText"),
    Case(source_rules.text_browsers, "view = QTextBrowser(self)"),
    Case(source_rules.text_browsers, "class View(QTextBrowser):\n    pass"),
    Case(source_rules.lambdas_across_threads, "job.succeeded.connect(lambda value: show(value))"),
    Case(source_rules.hidden_blocks, "block.setVisible(False)"),
    Case(source_rules.hidden_blocks, "document.firstBlock().setVisible(False)"),
    Case(source_rules.registry_bytes, "open(path, 'rb')", "curator/store/engine.py"),
    Case(source_rules.registry_bytes, "path.open('rb')", "curator/store/engine.py"),
    Case(source_rules.registry_bytes, "path.read_bytes()", "curator/store/upgrade.py"),
    Case(source_rules.registry_bytes, "shutil.copyfile(a, b)", "curator/store/backup.py"),
    Case(source_rules.refused_sql, "run('insert or replace into revision values (1)')"),
    Case(source_rules.refused_sql, "run('PRAGMA journal_mode = WAL')"),
    Case(source_rules.refused_sql, "run(f'PRAGMA synchronous=NORMAL; {rest}')"),
    Case(source_rules.refused_sql, "run('REFERENCES change ON DELETE CASCADE')"),
    Case(source_rules.refused_sql, "ForeignKey('change.seq', ondelete='CASCADE')"),
    Case(source_rules.swallowed_exceptions, "with contextlib.suppress(Exception):\n    f()"),
    Case(source_rules.swallowed_exceptions, "with suppress(OSError, BaseException):\n    f()"),
    Case(source_rules.late_imports, "def f():\n    import json"),
    Case(source_rules.late_imports, "def f():\n    if x:\n        from PySide6 import QtGui"),
    Case(source_rules.late_imports, "def f():\n    import sqlalchemy", "curator/cli/main.py"),
    Case(source_rules.domain_imports, "import click", "curator/domain/forms.py"),
    Case(source_rules.domain_imports, "from curator.store import tables", "curator/domain/diff.py"),
    Case(source_rules.domain_imports, "def f():\n    import lxml.etree", "curator/domain/diff.py"),
    Case(source_rules.long_files, "x = 1\n" * 501),
    Case(source_rules.long_functions, "def f():\n" + "    x = 1\n" * 60),
    Case(source_rules.mutable_globals, "CACHE = {}"),
    Case(source_rules.mutable_globals, "SEEN: set[str] = set()"),
    Case(source_rules.mutable_globals, "WORDS = [word for word in 'a b'.split()]"),
    Case(source_rules.mutable_globals, "ROWS = collections.defaultdict(list)"),
    Case(source_rules.mutable_globals, "def f():\n    global window\n    window = 1"),
    Case(source_rules.names_that_say_nothing, "class DraftManager:\n    pass"),
    Case(source_rules.names_that_say_nothing, "def path_helper():\n    pass"),
    Case(source_rules.names_that_say_nothing, "class Fine:\n    def run_misc(self): ..."),
    Case(source_rules.names_that_say_nothing, "x = 1", "curator/gui/utils.py"),
    Case(source_rules.positional_arguments, "def save(session, extraction, based_on): ..."),
    Case(source_rules.positional_arguments, "class A:\n    def __init__(self, a, b, c): ..."),
    Case(source_rules.waits_in_tests, "time.sleep(1)", "tests/gui/test_a.py"),
    Case(source_rules.waits_in_tests, "qtbot.wait(50)", "tests/gui/test_a.py"),
    Case(source_rules.waits_in_tests, "QTest.qWait(50)", "tests/gui/test_a.py"),
)

GOOD = (
    Case(source_rules.refused_methods, "lines = text.split('\\n')\nsession.execute(statement)"),
    Case(source_rules.refused_methods, "sys.exit(application.exec())", "curator/gui/app.py"),
    Case(source_rules.refused_names, "from PySide6.QtCore import QObject, Signal"),
    Case(source_rules.modal_dialogs, "box = QMessageBox(self)\nbox.open()\nQMessageBox.Icon"),
    Case(
        source_rules.text_browsers,
        "class View(QTextBrowser):\n    def loadResource(self, kind, name):\n        return None",
    ),
    Case(source_rules.lambdas_across_threads, "button.clicked.connect(lambda: show(1))"),
    Case(source_rules.hidden_blocks, "self.panel.setVisible(False)"),
    Case(
        source_rules.registry_bytes,
        "source.backup(target)\nos.replace(a, b)",
        "curator/store/backup.py",
    ),
    Case(source_rules.registry_bytes, "os.open(path, flags)", "curator/store/lock.py"),
    Case(source_rules.registry_bytes, "path.read_bytes()", "curator/export/csv_wide.py"),
    Case(source_rules.refused_sql, "run('PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=FULL')"),
    Case(source_rules.refused_sql, 'def f():\n    """Found in journal_mode=WAL, switched back."""'),
    Case(source_rules.refused_sql, "run('... on delete cascade')", "curator/store/drafts.py"),
    Case(source_rules.swallowed_exceptions, "with suppress(FileNotFoundError):\n    f()"),
    Case(source_rules.late_imports, "def f():\n    from curator.services import registry"),
    Case(source_rules.late_imports, "if TYPE_CHECKING:\n    from sqlalchemy import Engine"),
    Case(
        source_rules.domain_imports,
        "import json\nimport rfc8785\nfrom curator.domain.errors import CuratorError\n",
        "curator/domain/canonical.py",
    ),
    Case(source_rules.long_files, "x = 1\n" * 500),
    Case(source_rules.long_functions, "def f():\n" + "    x = 1\n" * 59),
    Case(source_rules.mutable_globals, "A = (1, 2)\nB = frozenset({1})\n__all__ = ['A']"),
    Case(source_rules.mutable_globals, "LABELS: Mapping[str, str] = {'a': 'b'}"),
    Case(source_rules.mutable_globals, "class A:\n    def f(self):\n        self.rows = []"),
    Case(source_rules.names_that_say_nothing, "class Extraction:\n    def utilise(self): ..."),
    Case(source_rules.positional_arguments, "def save(session, extraction, *, based_on): ..."),
    Case(source_rules.positional_arguments, "class A:\n    def __init__(self, a, b, parent): ..."),
    Case(source_rules.positional_arguments, "def step(done, total, what=''): ..."),
    Case(source_rules.positional_arguments, "def _span(body, start, end): ..."),
    Case(
        source_rules.positional_arguments,
        "class A:\n    def setData(self, index, value, role): ...",
    ),
    Case(source_rules.positional_arguments, "@main.command()\ndef import_(a, b, c): ..."),
    Case(
        source_rules.waits_in_tests,
        "qtbot.waitUntil(f)\nqtbot.waitSignal(s)",
        "tests/gui/test_a.py",
    ),
)


def findings(case: Case) -> list[str]:
    return [str(one) for one in case.rule(read_source(case.path, dedent(case.code)))]


@pytest.mark.parametrize("case", BAD, ids=lambda case: f"{case.rule.__name__}: {case.code[:40]!r}")
def test_a_rule_finds_what_it_is_for(case: Case) -> None:
    assert findings(case), case.code


@pytest.mark.parametrize("case", GOOD, ids=lambda case: f"{case.rule.__name__}: {case.code[:40]!r}")
def test_a_rule_lets_the_right_form_pass(case: Case) -> None:
    assert findings(case) == []


@pytest.mark.parametrize("cases", [BAD, GOOD], ids=["bad", "good"])
def test_every_rule_has_a_case(cases: tuple[Case, ...]) -> None:
    assert {*PRODUCT_RULES, *TEST_RULES} == {case.rule for case in cases}


def test_the_source_is_looked_at() -> None:
    """Folders that are not found would keep every rule."""
    found = {source.path for folder in RULES_BY_FOLDER for source in sources(folder)}
    assert {"curator/data.py", "tests/conftest.py", "curator/domain/errors.py"} <= found


@pytest.mark.parametrize(
    "permission",
    [*LATE_IMPORTS, *EVENT_LOOPS, *REGISTRY_BYTES, *SQL],
    ids=lambda permission: f"{permission.files} {permission.what}",
)
def test_every_exception_has_a_reason(permission: Permission) -> None:
    assert len(permission.reason) > 10
    assert permission.files != "*"
