"""What a curator does with the texts of the open article: marking blocks, choosing a text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QPoint, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QMenu

from curator.domain.documents import choices_from_json
from curator.domain.errors import PasswordNeededError
from curator.domain.identity import article_label
from curator.gui import calls
from curator.gui.article.folding import in_blocks
from curator.gui.article.values import BlockView
from curator.gui.ask_password import PasswordQuestion
from curator.gui.draft_steps import mark_step
from curator.gui.layout import Layout
from curator.gui.registry_work import RegistryWork
from curator.gui.session import Session
from curator.gui.times import day_and_clock
from curator.services.block_choices import FURNITURE, MAIN, is_folded, marked
from curator.services.encodings import encoding_words, takes_encoding
from curator.services.mending import MENDED

if TYPE_CHECKING:
    from curator.services.texts import TextChosen, TextRow

ATTACH: Final = "Attach"
READ: Final = "Read again"
MEND: Final = "Repair"
OCR: Final = "OCR"
SAID: Final = "text"
_MARK: Final = "mark"
_SHOWN: Final = 40
_OTHER: Final = 0
_MENDED: Final = -1
"""Stand in the menu of texts in place of a text's number."""


@dataclass(frozen=True, slots=True)
class _Attaching:
    """The file that is attached now; ``tried``: with a password."""

    article: str
    path: Path
    tried: bool


class ArticleTexts(QObject):
    """Acts on the texts of the open article; what is saved comes back through its draft."""

    def __init__(self, layout: Layout, session: Session, *, work: RegistryWork) -> None:
        super().__init__(layout)
        self._layout, self._session, self._work = layout, session, work
        self._article = ""
        self._attaching: _Attaching | None = None
        self._password = PasswordQuestion(
            layout, "text.locked", more="It opens this file now and is kept nowhere."
        )
        self._password.given.connect(self._attach_unlocked)
        self.menu: QMenu | None = None
        layout.article.view.mark_asked.connect(self.mark_blocks)
        layout.article.header.encoding_chosen.connect(self.read_as)
        layout.article.header.texts_asked.connect(self.show_texts)
        layout.article.notice.encodings_asked.connect(self.show_encodings)
        layout.article.notice.ocr_asked.connect(self.read_by_ocr)
        layout.article.notice.mending_asked.connect(self.mend)

    # Blocks.

    @Slot()
    def mark_blocks(self) -> None:
        """Mark the blocks of the caret or the selection as furniture; all of it is: as text."""
        draft, view = self._session.draft, self._layout.article.view
        if draft is None or self._session.refuses():
            return
        touched = view.touched_blocks()
        if not touched:
            self._say("Put the caret into a paragraph first.", message_id=_MARK)
            return
        self._layout.messages.withdraw(_MARK)
        to_read = all(is_folded(one.kind, one.name) for one in touched)
        article = draft.article
        before = choices_from_json(draft.log.document(article.article_id)["blocks"])
        after = marked(
            before,
            [(one.start, one.end) for one in touched],
            kind=MAIN if to_read else FURNITURE,
            blocks=article.read_blocks,
            text=article.document.text,
        )
        name = mark_name(article.body, touched, to_read=to_read)
        step = mark_step(article.article_id, before=before, after=after, name=name)
        if step is not None:
            draft.adopt(step)

    # Another text.

    @Slot()
    def choose_file(self) -> None:
        """Ask for the file with the article's full text."""
        draft = self._session.draft
        if draft is None:
            return
        self._article = draft.article.article_id
        title = f"Attach the full text of {article_label(draft.article.number)}"
        dialog = QFileDialog(self._layout.window, title)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.attach)
        self._work.open_dialog(dialog)

    @Slot(str)
    def attach(self, path: str) -> None:
        """Attach the text of a file to the article that it was chosen for."""
        self._attach(self._article, Path(path))

    def _attach(self, article: str, path: Path, *, password: str = "") -> None:
        call = partial(calls.attach_file, article=article, path=path, password=password)
        job = self._work.begin(ATTACH, call, done=self._attached)
        if job is not None:
            self._attaching = _Attaching(article, path, tried=bool(password))
            job.failed.connect(self._ask_password)

    @Slot(object)
    def _ask_password(self, error: Exception) -> None:
        """Ask where a password is all that lacks; anything else is said already."""
        if isinstance(error, PasswordNeededError) and self._attaching is not None:
            self._layout.messages.withdraw("work")
            self._password.ask(self._attaching.path.name, tried=self._attaching.tried)

    @Slot(str)
    def _attach_unlocked(self, password: str) -> None:
        if self._attaching is not None:
            self._attach(self._attaching.article, self._attaching.path, password=password)

    @Slot(str)
    def read_as(self, encoding: str) -> None:
        """Read the bytes of the open article once more, as another encoding."""
        draft = self._session.draft
        if draft is not None and not self._session.refuses():
            article = draft.article.article_id
            call = partial(calls.retake, article=article, encoding=encoding)
            self._work.begin(READ, call, done=self._read)

    @Slot()
    def mend(self) -> None:
        """Make a further text with the spoilt characters repaired; what is saved is moved to it."""
        draft = self._session.draft
        if draft is not None and not self._session.refuses():
            call = partial(calls.mend, article=draft.article.article_id)
            self._work.begin(MEND, call, done=self._mended)

    @Slot(object)
    def _mended(self, made: TextChosen) -> None:
        self._work.end(MEND, chosen_words(made))
        self._say_chosen(made)

    @Slot()
    def read_by_ocr(self) -> None:
        """Read the pages by an installed Tesseract; without one it says how to get it."""
        draft = self._session.draft
        if draft is not None and not self._session.refuses():
            call = partial(calls.recognise, article=draft.article)
            job = self._work.begin(OCR, call, done=self._recognised)
            if job is not None:
                self._layout.article.notice.show_reading(draft.article.article_id)
                job.finished.connect(self._ocr_ended)

    @Slot()
    def _ocr_ended(self) -> None:
        self._layout.article.notice.show_reading("")

    @Slot(object)
    def _recognised(self, made: TextChosen) -> None:
        self._work.end(OCR, chosen_words(made))
        self._say_chosen(made)

    @Slot()
    def show_encodings(self) -> None:
        """Open the menu of encodings, or say why there is nothing to choose."""
        draft = self._session.draft
        if draft is None:
            return
        document = draft.article.document
        if takes_encoding(document.media_type):
            self._layout.panes.show_pane("article")
            self._layout.article.header.open_encodings()
        else:
            self._say(f"{document.file_name} says itself how its characters are written.")

    @Slot()
    def show_texts(self) -> None:
        """Open the menu of the texts of the open article."""
        draft = self._session.draft
        if draft is not None:
            self._article = draft.article.article_id
            job = self._session.lanes.read(calls.texts_of, self._article)
            job.succeeded.connect(self._open_menu)

    @Slot(object)
    def _open_menu(self, rows: tuple[TextRow, ...]) -> None:
        draft, header = self._session.draft, self._layout.article.header
        if draft is None or draft.article.article_id != self._article:
            return
        if self.menu is not None:
            self.menu.deleteLater()
        self.menu = QMenu(header)
        self.menu.setAccessibleName("Texts of this article")
        for row in rows:
            action = self.menu.addAction(text_words(row))
            action.setCheckable(True)
            action.setChecked(row.chosen)
            action.setData(row.number)
        self.menu.addSeparator()
        if draft.article.made_by.get("mojibake"):
            self.menu.addAction("Further text with the characters repaired").setData(_MENDED)
        self.menu.addAction("Attach full text…").setData(_OTHER)
        self.menu.triggered.connect(self._chosen)
        below = header.texts if header.texts.isVisible() else header.label
        self.menu.popup(below.mapToGlobal(QPoint(0, below.height())))

    @Slot(QAction)
    def _chosen(self, action: QAction) -> None:
        number = action.data()
        if self._session.refuses():
            return
        if number == _OTHER:
            self.choose_file()
            return
        if number == _MENDED:
            self.mend()
            return
        draft = self._session.draft
        if draft is not None and number != draft.article.text_number:
            self._choose(number)

    def _choose(self, number: int) -> None:
        job = self._session.lanes.write(calls.choose_text, self._article, number=number)
        job.succeeded.connect(self._say_chosen)
        job.failed.connect(self._say_failed)

    @Slot(object)
    def _attached(self, made: TextChosen) -> None:
        self._work.end(ATTACH, chosen_words(made))
        self._say_chosen(made)

    @Slot(object)
    def _read(self, made: TextChosen) -> None:
        self._work.end(READ, chosen_words(made))
        self._say_chosen(made)

    @Slot(object)
    def _say_chosen(self, made: TextChosen) -> None:
        self._layout.messages.say(
            SAID,
            kind="warn" if made.stayed else "ok",
            parts=chosen_words(made),
            action="Show" if made.stayed else "",
            act=self._show_evidence if made.stayed else None,
        )

    @Slot(object)
    def _say_failed(self, error: Exception) -> None:
        self._layout.messages.say_error(error, message_id=SAID)

    def _show_evidence(self) -> None:
        self._layout.bottom.show_tab("evidence")
        self._layout.bottom.focus_tab()

    def _say(self, sentence: str, *, message_id: str = SAID) -> None:
        self._layout.messages.say(message_id, kind="info", parts=sentence)


def mark_name(body: str, blocks: tuple[BlockView, ...], *, to_read: bool) -> str:
    """What the Edit menu calls it: ``Mark 3 lines as text``."""
    words = " ".join(body[blocks[0].start : blocks[-1].end].split())
    if len(words) <= _SHOWN:
        what = f"“{words}”"
    else:
        held = in_blocks(body, blocks)
        count = held.lines + held.references
        what = f"{count} {'line' if count == 1 else 'lines'}"
    return f"Mark {what} as {'text' if to_read else 'page furniture'}"


def chosen_words(made: TextChosen) -> str:
    """Say what choosing a text did, to quotes too."""
    said = f"{made.label} is read in its text {made.number}"
    moved, stayed = len(made.moved), len(made.stayed)
    if moved:
        said += f"; {moved} {'quote' if moved == 1 else 'quotes'} went along"
    if stayed:
        said += f"; {stayed} {'stays' if stayed == 1 else 'stay'} in another text"
    return f"{said}."


def text_words(row: TextRow) -> str:
    """A line of the menu of texts."""
    quotes = f"{row.quotes} {'quote' if row.quotes == 1 else 'quotes'}"
    mended = ", characters repaired" if MENDED in row.made_by else ""
    return (
        f"{row.number}  {row.file_name}, {encoding_words(row.encoding)}{mended}"
        f"  ({day_and_clock(row.at)}, {quotes})"
    )
