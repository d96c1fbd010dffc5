"""XML from outside: nothing is fetched or expanded, and every refusal is a sentence."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator.domain.errors import UnreadableInputError
from curator.ingest.xml_trees import (
    attribute,
    find_all,
    first,
    local_name,
    parse_xml,
    plain_text,
    read_xml,
    steps,
)

LAUGHS = (
    '<!DOCTYPE a [<!ENTITY a0 "lollollollollollollollollollol">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    + "]>"
)
REFUSED = {
    "laughs in text": (LAUGHS + "<a>&a9;</a>", "entities"),
    "laughs in an attribute": (LAUGHS + '<a x="&a9;"/>', "entities"),
    "an entity of its own": ('<!DOCTYPE a [<!ENTITY x "y">]><a>x</a>', "entities"),
    "parameter entity": ('<!DOCTYPE a [<!ENTITY % x SYSTEM "file:///x">%x;]><a/>', "entities"),
    "deep": ("<a>" * 300 + "</a>" * 300, "256 deep"),
    "deep and open": ("<a>" * 100_000, "256 deep"),
    "one element of 11 MB": (f"<a>{'x' * 11_000_000}</a>", "10 MB"),
    "one attribute of 11 MB": (f'<a b="{"x" * 11_000_000}"/>', "10 MB"),
    "cut off": ("<a><b>words", "no sound XML"),
    "nothing": ("", "no sound XML"),
    "no markup": ("words", "no sound XML"),
    "open CDATA": ("<![CDATA[" * 50_000, "no sound XML"),
    "open comments": ("<!--" * 50_000, "no sound XML"),
    "open brackets": ("<" * 200_000, "no sound XML"),
}


@pytest.mark.parametrize(("text", "why"), REFUSED.values(), ids=REFUSED.keys())
@pytest.mark.timeout(20)
def test_what_is_hostile_or_broken_is_refused_with_a_sentence(text: str, why: str) -> None:
    with pytest.raises(UnreadableInputError) as refused:
        parse_xml(text, "notes.xml")
    assert refused.value.sentence.startswith("notes.xml ")
    assert why in refused.value.sentence
    assert refused.value.hint


def test_another_file_is_never_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret words")
    for declared in (f'SYSTEM "{secret.as_uri()}"', f'PUBLIC "x" "{secret.as_uri()}"'):
        with pytest.raises(UnreadableInputError):
            parse_xml(f"<!DOCTYPE a [<!ENTITY x {declared}>]><a>&x;</a>", "notes.xml")
    root = parse_xml(f'<!DOCTYPE a SYSTEM "{secret.as_uri()}"><a>words</a>', "notes.xml")
    assert plain_text(root) == "words"


def test_a_picture_named_by_an_unparsed_entity_is_no_harm() -> None:
    head = '<!DOCTYPE a [<!NOTATION gif SYSTEM "gif"><!ENTITY x SYSTEM "a.gif" NDATA gif>]>'
    assert plain_text(parse_xml(head + "<a>words</a>", "notes.xml")) == "words"


@pytest.mark.parametrize("head", ["", '<!DOCTYPE a PUBLIC "-//NLM//DTD JATS" "j.dtd">'])
def test_named_entities_of_html_are_characters_but_in_cdata(head: str) -> None:
    root = parse_xml(head + "<a>&alpha;&thinsp;&lt;&amp;<![CDATA[&alpha;]]></a>", "notes.xml")
    assert "".join(map(str, root.itertext())) == "α\u2009<&&alpha;"


def test_a_name_that_nobody_knows_stays_as_it_is_written() -> None:
    assert plain_text(parse_xml("<a>R&nosuch; D</a>", "notes.xml")) == "R&nosuch; D"


def test_characters_that_xml_cannot_hold_are_replaced() -> None:
    assert plain_text(parse_xml("<a>1\x0b2&#11;3&#x1F;4&#65535;&#10;5</a>", "n")) == "1�2�3�4� 5"


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-16-le", "iso-8859-2"])
def test_bytes_are_taken_as_they_are_meant(codec: str) -> None:
    text = '<?xml version="1.0" encoding="iso-8859-2"?>\n<a b="ł">Grzegorz Łoś</a>'
    root, decoded = read_xml(text.encode(codec), "notes.xml")
    assert plain_text(root) == "Grzegorz Łoś"
    assert attribute(root, "b") == "ł"
    assert decoded.replacements == 0


def test_names_are_local_and_comments_are_gone() -> None:
    root = parse_xml('<x:a xmlns:x="u"><!-- no --><?no?><x:b x:href="h">w</x:b></x:a>', "n")
    assert [(event, local_name(one)) for event, one in steps(root)] == [
        ("start", "a"),
        ("start", "b"),
        ("end", "b"),
        ("end", "a"),
    ]
    inner = first(root, "b")
    assert inner is not None
    assert attribute(inner, "href") == "h"
    assert first(root, "b", "c") is None
    assert list(find_all(root, "b")) == [inner]


@given(st.lists(st.sampled_from([*"<>&;a/!['\"]\0\x0b-?", "<a>", "</a>", "&#0;", "]]>"])))
def test_any_characters_are_parsed_or_refused(parts: list[str]) -> None:
    with suppress(UnreadableInputError):
        root = parse_xml("<a>" + "".join(parts) + "</a>", "notes.xml")
        assert "\0" not in "".join(map(str, root.itertext()))
