"""Every command of the window, declared once: menus, shortcuts, palette, tooltips and help read it.

A key acts in its context and in those within it: ``window`` holds everything, ``curating`` is the
article beside the form, ``article`` the article pane while it has the focus.  The letters of the
fields are declared by the form and act there too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

Context = Literal["window", "open", "curating", "article"]
Group = Literal["field", "article", "registry", "window"]

WITHIN: Final[dict[Context, tuple[Context, ...]]] = {
    "window": ("window",),
    "open": ("window", "open"),
    "curating": ("window", "open", "curating"),
    "article": ("window", "open", "curating", "article"),
}
"""Each context with those around it: ``open`` needs a registry, ``curating`` an article."""


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that the window can do.

    Attributes:
        id: ``area.verb``; the action's object name.
        label: In menus and the palette; an ellipsis where more is asked.
        help: One sentence, for tooltip and help.
        keys: As Qt reads them; the first is shown.  With context ``article`` the pane itself acts
            on them, so that a letter typed elsewhere stays a letter.
        group: Where the palette puts it.
        submenu: Title of a menu within its menu, or "".
        rule: A line stands before it in its menu.
        check: It is on or off.
    """

    id: str
    label: str
    help: str
    keys: tuple[str, ...] = ()
    context: Context = "open"
    group: Group = "window"
    icon: str = ""
    submenu: str = ""
    rule: bool = False
    check: bool = False

    @property
    def words(self) -> str:
        """The label without the ellipsis."""
        return self.label.removesuffix("…")


_REGISTRY: Final = (
    Command(
        "registry.new",
        "New registry…",
        "Make an empty registry in a file of its own.",
        ("Ctrl+Shift+N",),
        "window",
        "registry",
        "plus",
    ),
    Command(
        "registry.open",
        "Open registry…",
        "Open another registry in this window.",
        ("Ctrl+O",),
        "window",
        "registry",
        "folder",
    ),
    Command(
        "registry.sample",
        "Open the sample",
        "Articles on immunotherapy and their readings, in a registry of their own.",
        (),
        "window",
        "registry",
        "study",
    ),
    Command(
        "import.files",
        "Import files…",
        "Take in text, Markdown or HTML files as articles.",
        ("Ctrl+I",),
        "open",
        "registry",
        "import",
        rule=True,
    ),
    Command(
        "import.folder",
        "Import a folder…",
        "Take in every article of a folder and the folders in it.",
        ("Ctrl+Shift+I",),
        "open",
        "registry",
        "import",
    ),
    Command(
        "export.again",
        "Export as last time",
        "Write the same format to the same place once more.",
        ("Ctrl+E",),
        "open",
        "registry",
        "export",
        rule=True,
    ),
    Command(
        "export.csv",
        "CSV, one row per study…",
        "The record of each study with the status and state of every field.",
        (),
        "open",
        "registry",
        "export",
        "Export",
    ),
    Command(
        "export.csv-long",
        "CSV, one row per value…",
        "One line for each item and part, with its first quote, and all evidence.",
        (),
        "open",
        "registry",
        "export",
        "Export",
    ),
    Command(
        "export.xlsx",
        "Excel workbook…",
        "The records with a codebook sheet.",
        (),
        "open",
        "registry",
        "export",
        "Export",
    ),
    Command(
        "export.jsonl",
        "Lossless dump (JSONL)…",
        "Everything there is; loading it makes the same registry again.",
        (),
        "open",
        "registry",
        "export",
        "Export",
    ),
    Command(
        "registry.backup",
        "Back up now",
        "Write a verified copy of this registry into the folder of backups.",
        (),
        "open",
        "registry",
        "shield",
        rule=True,
    ),
    Command(
        "registry.check",
        "Check registry",
        "Verify every seal, digest and reference.",
        (),
        "open",
        "registry",
        "shield",
    ),
    Command(
        "registry.about",
        "About this registry",
        "Where it lies, how much it holds, and its last seal.",
        (),
        "open",
        "registry",
        "info",
    ),
    Command(
        "window.quit",
        "Quit",
        "Close the window; drafts are kept as they are.",
        ("Ctrl+Q",),
        "window",
        rule=True,
    ),
)

_EDIT: Final = (
    Command(
        "edit.undo",
        "Undo",
        "Take back the last step on this article, also after a save or a restart.",
        ("Ctrl+Z",),
        "curating",
        "article",
        "undo",
    ),
    Command(
        "edit.redo",
        "Redo",
        "Do again what was undone last.",
        ("Ctrl+Shift+Z", "Ctrl+Y"),
        "curating",
        "article",
        "redo",
    ),
    Command(
        "save.progress",
        "Save",
        "Save this article and its studies; the article stays in progress.",
        ("Ctrl+S",),
        "curating",
        "article",
        "check",
        rule=True,
    ),
    Command(
        "save.complete",
        "Save as complete, next article",
        "Save, mark the article complete and show the next one of the list.",
        ("Ctrl+Return", "Ctrl+Enter"),
        "curating",
        "article",
        "check",
    ),
    Command(
        "find.article",
        "Find in article",
        "Find words in the article that is shown.",
        ("Ctrl+F",),
        "curating",
        "article",
        "search",
        rule=True,
    ),
    Command(
        "find.registry",
        "Search registry",
        "Search titles, outlets and values of all articles and studies.",
        ("Ctrl+Shift+F",),
        "open",
        "registry",
        "search",
    ),
    Command(
        "go.to",
        "Go to study or article…",
        "Type a number or words of a title.",
        ("Ctrl+P",),
        "open",
        "registry",
        "search",
        rule=True,
    ),
    Command(
        "go.next",
        "Next article",
        "Show the next article of the list.",
        ("Ctrl+PgDown",),
        "curating",
        "article",
        "down",
    ),
    Command(
        "go.previous",
        "Previous article",
        "Show the article before this one in the list.",
        ("Ctrl+PgUp",),
        "curating",
        "article",
        "up",
    ),
)

_VIEW: Final = (
    Command(
        "pane.list",
        "List",
        "Put the focus into the list of articles and studies.",
        ("Alt+1",),
        group="window",
    ),
    Command("pane.article", "Article", "Put the focus into the article.", ("Alt+2",), "curating"),
    Command("pane.form", "Form", "Put the focus into the form.", ("Alt+3",), "curating"),
    Command(
        "pane.bottom",
        "Bottom panel",
        "Put the focus into the bottom panel, opening it.",
        ("Alt+4",),
    ),
    Command("pane.next", "Next pane", "Move the focus to the next pane.", ("F6",), rule=True),
    Command("pane.previous", "Previous pane", "Move the focus to the pane before.", ("Shift+F6",)),
    Command(
        "view.list",
        "Show the list",
        "Show or hide the list of articles and studies.",
        ("Ctrl+B",),
        check=True,
        rule=True,
    ),
    Command(
        "view.bottom",
        "Show the bottom panel",
        "Show or hide evidence, history, comparison, problems and tasks.",
        ("Ctrl+J",),
        check=True,
    ),
    Command(
        "view.raw",
        "Raw text",
        "Show the whole text, with nothing folded.",
        (),
        "curating",
        "article",
        "unfold",
        check=True,
    ),
    Command(
        "view.compare",
        "Compare the articles of this study",
        "Claims side by side with their quotes; decide what stands.",
        ("Alt+C",),
        "curating",
        "article",
        "compare",
        rule=True,
    ),
    Command(
        "view.history",
        "History of this study",
        "Every change, newest first; compare any two and restore.",
        ("Ctrl+H",),
        "curating",
        "article",
        "history",
    ),
    Command(
        "zoom.in",
        "Larger text",
        "Make all text larger.",
        ("Ctrl++", "Ctrl+="),
        "window",
        rule=True,
    ),
    Command("zoom.out", "Smaller text", "Make all text smaller.", ("Ctrl+-",), "window"),
    Command("zoom.reset", "Text at 100 %", "Show text at its own size.", ("Ctrl+0",), "window"),
    *(
        Command(
            f"theme.{scheme}",
            label,
            f"Colours of the window: {label.lower()}.",
            (),
            "window",
            submenu="Colours",
            check=True,
        )
        for scheme, label in (
            ("system", "As the system says"),
            ("light", "Light"),
            ("dark", "Dark"),
            ("high_contrast_light", "High contrast, light"),
            ("high_contrast_dark", "High contrast, dark"),
        )
    ),
)

_STUDY: Final = (
    Command(
        "field.pick",
        "Put the selection into a field…",
        "Type a field's name; a field's letter does the same at once.",
        ("/",),
        "article",
        "field",
        "pencil",
    ),
    Command(
        "evidence.attach",
        "Attach the selection as evidence",
        "Add the selected words to the current value.",
        ("E",),
        "article",
        "field",
        "quote",
    ),
    Command(
        "evidence.show",
        "Show the evidence",
        "Go from the current value to its words in the article.",
        ("Ctrl+.",),
        "curating",
        "field",
        "quote",
    ),
    Command(
        "evidence.next",
        "Next evidence",
        "Go to the next words that support the current value.",
        ("Alt+.",),
        "curating",
        "field",
        "quote",
    ),
    Command(
        "field.suggest",
        "Suggestions",
        "Open the list of the current field.",
        ("Ctrl+Space",),
        "curating",
        "field",
        "bulb",
    ),
    Command(
        "status.not_reported",
        "Mark as not reported",
        "The article does not say it.",
        ("Alt+0",),
        "curating",
        "field",
        "not_reported",
        rule=True,
    ),
    Command(
        "status.not_applicable",
        "Mark as not applicable",
        "The question makes no sense for this study.",
        ("Alt+7",),
        "curating",
        "field",
        "not_applicable",
    ),
    Command(
        "status.vague",
        "Mark as vague",
        "The article speaks of it but gives nothing to hold.",
        ("Alt+8",),
        "curating",
        "field",
        "tilde",
    ),
    Command(
        "status.unclear",
        "Mark as unclear",
        "The article contradicts itself or leaves it open.",
        ("Alt+9",),
        "curating",
        "field",
        "question",
    ),
    Command(
        "field.next_open",
        "Next open field",
        "Go to the next field that is unchecked or in conflict.",
        ("Ctrl+Down",),
        "curating",
        "field",
        "down",
        rule=True,
    ),
    Command(
        "field.previous_open",
        "Previous open field",
        "Go to the field before that is unchecked or in conflict.",
        ("Ctrl+Up",),
        "curating",
        "field",
        "up",
    ),
    Command(
        "row.copy",
        "Copy the last row",
        "Add a row with the values and quotes of the last one.",
        ("Ctrl+D",),
        "curating",
        "field",
        "plus",
    ),
    Command(
        "field.previous_article",
        "Take the value from the previous article",
        "Put in what the article shown before has in this field, without its evidence.",
        ("Ctrl+'",),
        "curating",
        "field",
        "left",
    ),
    Command(
        "section.not_reported",
        "Rest of this section: not reported",
        "Mark every unchecked field of the open section; one step to undo.",
        (),
        "curating",
        "field",
        "not_reported",
    ),
    Command(
        "study.not_applicable",
        "No cell therapy: mark its fields not applicable",
        "Mark the fields that do not apply to this study; one step to undo.",
        (),
        "curating",
        "field",
        "not_applicable",
    ),
    Command(
        "study.new",
        "New study…",
        "Add a further study that this article reports.",
        ("Ctrl+N",),
        "open",
        "article",
        "new_study",
        rule=True,
    ),
    Command(
        "study.next",
        "Next study of this article",
        "Fill the form of the next study that this article reports.",
        ("Ctrl+Shift+Down",),
        "curating",
        "article",
        "study",
    ),
    Command(
        "study.link",
        "Link to an existing study…",
        "Say that this article reports a study that the registry has already.",
        (),
        "curating",
        "article",
        "link",
    ),
    Command(
        "study.move",
        "Move this reading to another study…",
        "The claims stay as they are and count for the other study.",
        (),
        "curating",
        "article",
        "right",
    ),
    Command(
        "article.exclude",
        "Exclude this article…",
        "It is not about what this registry collects; say why.",
        (),
        "curating",
        "article",
        "minus",
        rule=True,
    ),
    Command(
        "article.withdraw",
        "Withdraw this article…",
        "Take it out of lists and records, never out of the history.",
        (),
        "curating",
        "article",
        "trash",
    ),
)

_TOOLS: Final = (
    Command(
        "window.palette",
        "All commands…",
        "Find a command by its name.",
        ("Ctrl+Shift+P",),
        "window",
        icon="keyboard",
    ),
    Command(
        "bottom.evidence",
        "Evidence",
        "All quotes of this article with their values.",
        (),
        "curating",
        "article",
        "quote",
        rule=True,
    ),
    Command("bottom.problems", "Problems", "What waits for you.", (), icon="warning"),
    Command("bottom.tasks", "Tasks", "What runs, and what has run.", (), icon="tasks"),
    Command(
        "author.ask",
        "Who is curating…",
        "The name that changes are saved under.",
        (),
        "open",
        icon="user",
        rule=True,
    ),
    Command(
        "log.open",
        "Open the log folder",
        "Where the program writes what went wrong.",
        (),
        "window",
        icon="folder",
    ),
)

_HELP: Final = (
    Command(
        "help.field",
        "Help on this field",
        "What belongs into the current field.",
        ("F1",),
        "curating",
        "field",
        "question",
    ),
    Command(
        "help.keys",
        "All keys",
        "Every command with its key.",
        ("Ctrl+F1",),
        "window",
        icon="keyboard",
    ),
    Command("help.about", "About Curator", "Version and licence.", (), "window", icon="info"),
)

MENUS: Final[dict[str, tuple[Command, ...]]] = {
    "Registry": _REGISTRY,
    "Edit": _EDIT,
    "View": _VIEW,
    "Study": _STUDY,
    "Tools": _TOOLS,
    "Help": _HELP,
}


def commands() -> Iterator[Command]:
    for group in MENUS.values():
        yield from group


def command(command_id: str) -> Command:
    """The command of that id.

    Raises:
        KeyError: There is none.
    """
    for one in commands():
        if one.id == command_id:
            return one
    raise KeyError(command_id)
