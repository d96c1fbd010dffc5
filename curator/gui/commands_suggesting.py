"""Commands on suggestions: walking through them, taking a section, what is kept of them."""

from __future__ import annotations

from typing import Final

from curator.gui.command import Command

SUGGESTIONS: Final = (
    Command(
        "suggestion.next",
        "Next suggestion",
        "Go to the next field of the form for which something is suggested.",
        ("Alt+S",),
        "curating",
        "field",
        "bulb",
        rule=True,
    ),
    Command(
        "suggestion.previous",
        "Previous suggestion",
        "Go to the field before for which something is suggested.",
        ("Alt+Shift+S",),
        "curating",
        "field",
        "bulb",
    ),
    Command(
        "section.accept",
        "Accept the suggestions of this section",
        "Take the best suggestion of every unchecked field of the open section; one step to undo.",
        (),
        "curating",
        "field",
        "bulb",
    ),
)

KEPT: Final = (
    Command(
        "suggest.on",
        "Suggest values",
        "Propose values for the open article, with the words that say them.",
        (),
        icon="bulb",
        check=True,
        rule=True,
    ),
    Command(
        "suggest.learn",
        "Learn from my answers",
        "Order suggestions by what was taken and refused in this registry.",
        (),
        check=True,
    ),
    Command(
        "vocabulary.show",
        "Vocabularies",
        "What terms are looked up in: load a file, see what an upgrade changes.",
        (),
        icon="folder",
    ),
    Command(
        "vocabulary.load",
        "Load a vocabulary…",
        "Take in an ontology or a list of names: OBO, OWL, JSON, TSV, CSV, packed or not.",
        (),
        icon="import",
    ),
    Command(
        "suggest.record",
        "Track record of suggestions",
        "How often each suggester was right in each field here; switch it on or off.",
        (),
        icon="tasks",
    ),
    Command(
        "suggest.silenced",
        "Silenced names",
        "Names that are never suggested; let one count again.",
        (),
        icon="mute",
    ),
    Command(
        "suggest.refused",
        "Refused suggestions",
        "What was refused in this article; have it offered again.",
        (),
        icon="undo",
    ),
    Command(
        "suggest.requested",
        "Requested terms",
        "Terms of this registry that no vocabulary has yet; map one to the term that it is.",
        (),
        icon="plus",
    ),
    Command(
        "suggest.plugins",
        "Plug-ins that suggest",
        "Switch on a plug-in, such as a language model on this machine, and set its options.",
        (),
        icon="bulb",
    ),
)
