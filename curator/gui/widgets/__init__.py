"""Small controls that the panes are made of, painted from the theme's tokens."""

from __future__ import annotations

from curator.gui.widgets.base import PaintedButton, PaintedLabel, tooltip_text
from curator.gui.widgets.buttons import Button, KeyHint, PrimaryButton, key_size, paint_key
from curator.gui.widgets.chips import AgreementMark, EvidenceChip, LetterBadge, StatusChip
from curator.gui.widgets.frames import Popup, Splitter
from curator.gui.widgets.inputs import CheckBox, ChoiceBox, RadioButton, SearchField
from curator.gui.widgets.labels import ElidedLabel, IconLabel, Sentence
from curator.gui.widgets.message_bar import MessageBar
from curator.gui.widgets.progress import JobProgress, ProgressStrip, SectionProgress
from curator.gui.widgets.segments import SegmentedControl
from curator.gui.widgets.surfaces import Page, Surface

__all__ = [
    "AgreementMark",
    "Button",
    "CheckBox",
    "ChoiceBox",
    "ElidedLabel",
    "EvidenceChip",
    "IconLabel",
    "JobProgress",
    "KeyHint",
    "LetterBadge",
    "MessageBar",
    "Page",
    "PaintedButton",
    "PaintedLabel",
    "Popup",
    "PrimaryButton",
    "ProgressStrip",
    "RadioButton",
    "SearchField",
    "SectionProgress",
    "SegmentedControl",
    "Sentence",
    "Splitter",
    "StatusChip",
    "Surface",
    "key_size",
    "paint_key",
    "tooltip_text",
]
