"""Small controls that the panes are made of, painted from the theme's tokens."""

from __future__ import annotations

from curator.gui.widgets.base import PaintedButton, PaintedLabel, tooltip_text
from curator.gui.widgets.buttons import Button, KeyHint, PrimaryButton, key_size, paint_key
from curator.gui.widgets.frames import Popup, Splitter
from curator.gui.widgets.inputs import CheckBox, ChoiceBox, SearchField
from curator.gui.widgets.labels import ElidedLabel, IconLabel, Sentence
from curator.gui.widgets.message_bar import MessageBar
from curator.gui.widgets.progress import JobProgress
from curator.gui.widgets.segments import SegmentedControl
from curator.gui.widgets.surfaces import Page, Surface

__all__ = [
    "Button",
    "CheckBox",
    "ChoiceBox",
    "ElidedLabel",
    "IconLabel",
    "JobProgress",
    "KeyHint",
    "MessageBar",
    "Page",
    "PaintedButton",
    "PaintedLabel",
    "Popup",
    "PrimaryButton",
    "SearchField",
    "SegmentedControl",
    "Sentence",
    "Splitter",
    "Surface",
    "key_size",
    "paint_key",
    "tooltip_text",
]
