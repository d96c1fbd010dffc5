"""What the palette over the window offers: commands, articles and studies, fields."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from curator.domain.identity import article_label, study_label
from curator.gui import calls
from curator.gui.actions import commands
from curator.gui.command import Command, Group
from curator.gui.curating import Curating
from curator.gui.layout import Layout
from curator.gui.menus import Actions
from curator.gui.palette.entries import Entry
from curator.gui.queue.looks import counted
from curator.gui.session import Session

if TYPE_CHECKING:
    from curator.gui.lane_values import WentTo
    from curator.gui.lanes import Job
    from curator.services.values import StudyRow

TYPING_MS: Final = 80
GO_TO: Final = "A-0117, S-42, or words"
_GROUPS: Final[tuple[Group, ...]] = ("field", "article", "registry", "window")
_HIDDEN: Final = frozenset({"window.palette"})


class CommandsPalette(QObject):
    """Opens the palette for one thing or another, and does what was chosen.

    ``study_chosen`` brings why a study was looked for, its id, label and title.
    """

    study_chosen = Signal(str, str, str, str)

    def __init__(
        self, layout: Layout, session: Session, *, curating: Curating, actions: Actions
    ) -> None:
        super().__init__(layout)
        self._layout, self._session = layout, session
        self._curating, self._actions = curating, actions
        self._choose: Callable[[str], None] = self._run
        self._ask: Callable[[str], Job] | None = None
        self._job: Job | None = None
        self._why = ""
        self._studies: dict[str, StudyRow] = {}
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(TYPING_MS)
        self._pause.timeout.connect(self._ask_lane)
        layout.palette.chosen.connect(self._chosen)
        layout.palette.typed.connect(self._typed)
        layout.corner.go_asked.connect(self.open_go_to)
        curating.pick_asked.connect(self.open_fields)

    # Commands.

    @Slot()
    def open_commands(self) -> None:
        self._choose, self._ask = self._run, None
        self._layout.palette.open(
            self.command_entries(),
            placeholder="Type a command",
            what="commands",
            note="Every command is also in a menu",
        )

    def command_entries(self) -> list[Entry]:
        """What can be done now, from the field outwards; letters of fields at the end."""
        field = self._field_label()
        draft = self._session.draft
        names: dict[Group, str] = {
            "field": f"{field}, the current field" if field else "Field",
            "article": f"Article {article_label(draft.article.number)}" if draft else "Article",
            "registry": "Registry",
            "window": "Window",
        }
        entries = []
        for group in _GROUPS:
            entries += [
                self._entry(one, group=names[group], field=field)
                for one in commands()
                if one.group == group and one.id not in _HIDDEN and self._live(one)
            ]
        return entries + self._letter_entries("Fields") if draft else entries

    def _live(self, command: Command) -> bool:
        return self._actions[command.id].isEnabled()

    def _entry(self, command: Command, *, group: str, field: str) -> Entry:
        detail = command.submenu or (field if command.id.startswith("status.") else "")
        if command.id in ("edit.undo", "edit.redo") and self._session.draft is not None:
            draft = self._session.draft
            detail = draft.undo_name() if command.id == "edit.undo" else draft.redo_name()
        key = command.keys[0].replace("Return", "Enter") if command.keys else ""
        icon = command.icon or ("check" if self._actions[command.id].isChecked() else "right")
        return Entry(command.id, group, command.label, detail, key, icon)

    def _field_label(self) -> str:
        form = self._session.form
        field = form.field(self._layout.form.current_field()) if form else None
        return field.label if field else ""

    def _run(self, command_id: str) -> None:
        if command_id.startswith("field:"):
            self._put(command_id.removeprefix("field:"))
        else:
            self._actions[command_id].trigger()

    # Fields.

    @Slot()
    def open_fields(self) -> None:
        """Type the field that the selected words go into."""
        if self._session.draft is None:
            return
        evidence = self._curating.selected()
        self._choose, self._ask = self._run, None
        self._layout.palette.open(
            self._letter_entries("Put the selection into" if evidence else "Go to the field"),
            placeholder="Type a field",
            what="fields",
            note="A letter in the article does the same at once",
        )

    def _letter_entries(self, group: str) -> list[Entry]:
        form = self._session.form
        if form is None:
            return []
        return [
            Entry(
                f"field:{field.key}",
                group,
                field.label,
                section.label,
                field.letter,
                "pencil",
            )
            for section in form.sections
            for field in section.fields
        ]

    def _put(self, field: str) -> None:
        if self._curating.selected() is not None:
            self._curating.put_selection(field)
        else:
            self._layout.panes.show_pane("form")
            self._layout.form.focus_field(field)

    # Articles and studies.

    @Slot()
    def open_go_to(self) -> None:
        if self._session.registry is None:
            return
        self._choose, self._ask = self._go, self._ask_go_to
        self._layout.palette.open((), placeholder="Go to study or article", what="", note=GO_TO)
        self._ask_lane()

    def open_studies(self, why: str, placeholder: str) -> None:
        """Look for a study; ``study_chosen`` then says why."""
        self._why = why
        self._choose, self._ask = self._choose_study, self._ask_studies
        self._layout.palette.open((), placeholder=placeholder, what="", note="S-42, or words")
        self._ask_lane()

    def _ask_go_to(self, typed: str) -> Job:
        job = self._session.lanes.read(calls.go_to, typed)
        job.succeeded.connect(self._show_places)
        return job

    def _ask_studies(self, typed: str) -> Job:
        job = self._session.lanes.read(calls.all_studies, typed)
        job.succeeded.connect(self._show_studies)
        return job

    @Slot(object)
    def _show_places(self, found: WentTo) -> None:
        entries = [_study_entry(row) for row in found.studies]
        entries += [
            Entry(
                article_label(row.number),
                "Articles",
                row.title or article_label(row.number),
                " ".join((article_label(row.number), row.studies)),
                "",
                "article",
                always=True,
            )
            for row in found.articles
        ]
        entries += [
            Entry(
                article_label(hit.number),
                f"Only in {hit.only_in}" if hit.only_in else "In the text",
                " ".join(hit.snippet.replace("\x02", "").replace("\x03", "").split()),
                article_label(hit.number),
                "",
                "quote",
                always=True,
            )
            for hit in found.hits
        ]
        self._layout.palette.set_entries(entries)
        part = int(100 * found.searchable)
        known = GO_TO if self._layout.palette.labels else "Nothing found"
        if found.searchable < 1:
            known = f"Search knows {part} % of the texts so far"
        self._layout.palette.note.say(known)

    @Slot(object)
    def _show_studies(self, rows: list[StudyRow]) -> None:
        self._studies = {study_label(row.number): row for row in rows}
        self._layout.palette.set_entries([_study_entry(row) for row in rows])

    def _go(self, label: str) -> None:
        if label.startswith("S"):
            job = self._session.lanes.read(calls.first_article, label)
            job.succeeded.connect(self._go_to_study)
        else:
            self._curating.open(label)

    @Slot(object)
    def _go_to_study(self, first: tuple[str, str]) -> None:
        article, extraction = first
        if article:
            self._curating.open(article, extraction=extraction)
        else:
            self._layout.messages.say(
                "study",
                kind="info",
                parts="No article reports this study yet. Open one and link it, in the menu Study.",
            )

    def open_study(self, number: int) -> None:
        """Show a study: its first article, with the form on it."""
        self._go(study_label(number))

    def _choose_study(self, label: str) -> None:
        row = self._studies[label]
        self.study_chosen.emit(self._why, row.study_id, label, row.label)

    # The palette's line.

    @Slot(str)
    def _chosen(self, entry: str) -> None:
        self._choose(entry)

    @Slot()
    def _typed(self) -> None:
        if self._ask is not None:
            self._pause.start()

    @Slot()
    def _ask_lane(self) -> None:
        self._pause.stop()
        if self._ask is None or not self._layout.palette.isVisible():
            return
        if self._job is not None and not self._job.done:
            self._session.lanes.drop(self._job)
        self._job = self._ask(self._layout.palette.line.text().strip())


def _study_entry(row: StudyRow) -> Entry:
    label = study_label(row.number)
    detail = f"{label}  {counted(row.articles, 'article')}"
    return Entry(label, "Studies", row.label or label, detail, "", "study", always=True)
