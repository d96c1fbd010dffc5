"""What each command does."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from curator.gui.panes import PANES
from curator.gui.registry_work import ENDINGS
from curator.gui.remembering import PAPERS, SCHEMES, ZOOM_STEP

if TYPE_CHECKING:
    from curator.gui.workbench import Workbench

Acts = dict[str, Callable[[], object]]


CHANGING: Final = frozenset(
    {
        "import.files",
        "import.folder",
        "import.paste",
        "import.list",
        "import.watch",
        "edit.undo",
        "edit.redo",
        "save.progress",
        "save.complete",
        "draft.take",
        "evidence.attach",
        "field.suggest",
        "status.not_reported",
        "status.not_applicable",
        "status.vague",
        "status.unclear",
        "section.accept",
        "row.copy",
        "field.previous_article",
        "section.not_reported",
        "study.not_applicable",
        "study.new",
        "study.link",
        "study.move",
        "study.withdraw",
        "article.exclude",
        "article.withdraw",
        "article.include",
        "block.mark",
        "text.attach",
        "text.choose",
        "text.encoding",
        "text.mend",
        "text.ocr",
    }
)
"""Where the registry is read-only these say so and do nothing."""


def connect_commands(bench: Workbench) -> None:
    """Let every command do its part; a test holds that none is left out."""
    for act in (_registry, _editing, _view, _fields, _studies, _texts, _rest):
        for command, do in act(bench).items():
            bench.actions.on(command, partial(bench.changing, do) if command in CHANGING else do)


def _registry(bench: Workbench) -> Acts:
    work, registry, imports = bench.work, bench.registry, bench.imports
    exports: Acts = {f"export.{kind}": partial(work.choose_export, kind) for kind in ENDINGS}
    return exports | {
        "registry.new": registry.choose_to_make,
        "registry.open": registry.choose_to_open,
        "registry.sample": registry.open_sample,
        "import.files": imports.choose_files,
        "import.folder": imports.choose_folder,
        "import.paste": imports.paste,
        "import.report": imports.show_last_report,
        "import.list": imports.columns.choose,
        "import.watch": bench.watch.choose,
        "import.unwatch": bench.watch.stop,
        "export.again": work.export_again,
        "registry.backup": work.back_up,
        "registry.check": work.check,
        "duplicates.review": bench.duplicates.show,
        "registry.about": work.about,
        "window.quit": bench.window.close,
    }


def _editing(bench: Workbench) -> Acts:
    return {
        "edit.undo": bench.undo,
        "edit.redo": bench.redo,
        "save.progress": bench.saving.save,
        "save.complete": bench.saving.save_complete,
        "draft.take": bench.offered.take,
        "draft.discard": bench.offered.discard,
        "find.article": bench.places.find,
        "find.registry": bench.places.search,
        "go.to": bench.palette.open_go_to,
        "go.next": partial(bench.step_article, 1),
        "go.previous": partial(bench.step_article, -1),
    }


def _view(bench: Workbench) -> Acts:
    places, looks = bench.places, bench.remembering
    acts: Acts = {f"pane.{pane}": partial(places.focus_pane, pane) for pane in PANES}
    acts |= {f"theme.{scheme}": partial(looks.choose_theme, scheme) for scheme in SCHEMES}
    acts |= {f"paper.{paper}": partial(looks.choose_paper, paper) for paper in PAPERS}
    return acts | {
        "pane.next": partial(places.step_pane, 1),
        "pane.previous": partial(places.step_pane, -1),
        "pane.bottom": bench.layout.bottom.focus_tab,
        "view.list": places.toggle_list,
        "view.bottom": places.toggle_bottom,
        "view.raw": places.toggle_raw,
        "view.page": places.toggle_page,
        "view.compare": bench.views.compare,
        "view.history": bench.views.history,
        "zoom.in": partial(looks.zoom, ZOOM_STEP),
        "zoom.out": partial(looks.zoom, -ZOOM_STEP),
        "zoom.reset": partial(looks.zoom, 0),
    }


def _fields(bench: Workbench) -> Acts:
    form = bench.layout.form
    acts: Acts = {
        f"status.{status}": partial(bench.in_form, partial(form.mark, status))
        for status in ("not_reported", "not_applicable", "vague", "unclear")
    }
    return acts | {
        "field.pick": bench.palette.open_fields,
        "evidence.attach": partial(bench.curating.put_selection, "E"),
        "evidence.show": form.show_evidence,
        "evidence.next": form.next_evidence,
        "field.suggest": partial(bench.in_form, form.open_suggestions),
        "suggestion.next": partial(bench.in_form, form.next_suggestion),
        "suggestion.previous": partial(bench.in_form, form.previous_suggestion),
        "section.accept": partial(bench.in_form, form.accept_section),
        "field.next_open": partial(bench.in_form, form.next_open),
        "field.previous_open": partial(bench.in_form, form.previous_open),
        "row.copy": partial(bench.in_form, form.copy_row),
        "field.previous_article": partial(bench.in_form, form.take_previous),
        "section.not_reported": partial(bench.in_form, form.rest_of_section_not_reported),
        "study.not_applicable": partial(bench.in_form, form.not_applicable_rest),
        "help.field": partial(bench.in_form, form.toggle_help),
    }


def _studies(bench: Workbench) -> Acts:
    palette, study = bench.palette, bench.study
    return {
        "study.new": study.ask_new,
        "study.next": study.next_study,
        "study.link": partial(palette.open_studies, "link", "Link this article to a study"),
        "study.move": partial(palette.open_studies, "move", "Move this reading to another study"),
        "study.withdraw": study.ask_withdraw_study,
        "article.exclude": study.ask_exclude,
        "article.withdraw": study.ask_withdraw,
        "article.include": study.include,
    }


def _texts(bench: Workbench) -> Acts:
    texts = bench.texts
    return {
        "block.mark": texts.mark_blocks,
        "text.attach": texts.choose_file,
        "text.choose": texts.show_texts,
        "text.encoding": texts.show_encodings,
        "text.mend": texts.mend,
        "text.ocr": texts.read_by_ocr,
    }


def _rest(bench: Workbench) -> Acts:
    bottom = bench.layout.bottom
    return {
        "window.palette": bench.palette.open_commands,
        "bottom.evidence": partial(bottom.show_tab, "evidence"),
        "bottom.problems": partial(bottom.show_tab, "problems"),
        "bottom.tasks": partial(bottom.show_tab, "tasks"),
        "suggest.on": bench.kept.toggle_suggestions,
        "suggest.learn": bench.kept.toggle_learning,
        "vocabulary.show": bench.vocabularies.show,
        "vocabulary.load": bench.vocabularies.choose_file,
        "suggest.record": partial(bench.kept.show, "record"),
        "suggest.silenced": partial(bench.kept.show, "silenced"),
        "suggest.refused": partial(bench.kept.show, "refused"),
        "suggest.requested": partial(bench.kept.show, "requested"),
        "suggest.plugins": partial(bench.kept.show, "plugins"),
        "author.ask": bench.saving.ask_author,
        "log.open": bench.open_log,
        "help.keys": bench.places.show_keys,
        "help.codebook": bench.places.show_codebook,
        "help.about": bench.about,
    }
