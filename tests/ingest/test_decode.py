"""The order in which a file's encoding is decided, and what is replaced and counted."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from curator.domain.errors import UnreadableInputError
from curator.ingest.decode import clean_text, decode, normalise_line_ends
from curator.ingest.markup import declared_charset

PROSE = "CAR T cells – “living drugs” – cost 400 000 € a year."
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"))
WORDS = st.text(st.sampled_from("abcdefghij klmnopqrst uvwxyz.,ÄÖüéß“”€\n"), min_size=8)


@given(TEXTS)
def test_any_text_comes_back_from_utf8(text: str) -> None:
    assume(not text.startswith("\ufeff"))
    decoded = decode(text.encode())
    assume(decoded.encoding == "utf-8")  # a few short ones have the pattern of UTF-16
    assert (decoded.text, decoded.replacements, decoded.nul_replaced) == (text, 0, 0)


@given(TEXTS, st.sampled_from(["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"]))
def test_any_text_comes_back_where_a_mark_says_how(text: str, codec: str) -> None:
    assume(not (codec == "utf-16-le" and text.startswith("\0")))
    decoded = decode("\ufeff".encode(codec) + text.encode(codec))
    assert decoded.text == text
    assert decoded.encoding == f"{codec}-bom"
    assert decoded.replacements == 0


@given(WORDS, st.sampled_from(["utf-16-le", "utf-16-be"]))
def test_utf16_without_a_mark_is_seen_by_its_pattern(text: str, codec: str) -> None:
    decoded = decode(f"The study: {text}".encode(codec))
    assert (decoded.text, decoded.encoding) == (f"The study: {text}", codec)


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "text", ["Клетки убивают опухоль.", "嵌合抗原受体 T 细胞疗法。\n第二行", "κύτταρα Τ"]
)
def test_utf16_of_other_scripts(text: str, codec: str) -> None:
    assert decode(text.encode(codec)).text == text


def test_windows_1252_is_the_last_resort() -> None:
    decoded = decode(PROSE.encode("windows-1252"))
    assert (decoded.text, decoded.encoding, decoded.replacements) == (PROSE, "windows-1252", 0)


def test_undefined_bytes_of_windows_1252_are_counted() -> None:
    decoded = decode(b"caf\xe9 \x81 \x8d")
    assert (decoded.text, decoded.replacements) == ("café \ufffd \ufffd", 2)


@pytest.mark.parametrize(
    ("label", "codec", "text"),
    [
        ("iso-8859-2", "iso-8859-2", "Żółć płynie"),
        ("KOI8-R", "koi8-r", "Клетки убивают опухоль"),
        ("Shift_JIS", "cp932", "がん免疫療法"),
        ("gb2312", "gb18030", "细胞疗法"),
        ("windows-1251", "windows-1251", "Клетки"),
    ],
)
def test_a_declared_charset_is_taken(label: str, codec: str, text: str) -> None:
    page = f'<html><head><meta charset="{label}"></head><p>{text}</p>'.encode(codec)
    assert declared_charset(page) == label.lower()
    assert text in decode(page, declared_charset(page)).text


def test_what_is_declared_yields_to_strict_utf8() -> None:
    assert decode(PROSE.encode(), "iso-8859-1").text == PROSE


def test_an_unknown_or_dangerous_charset_is_not_used() -> None:
    assert decode(b"+ADw-script+AD4- \xe9", "utf-7").text == "+ADw-script+AD4- é"


def test_damaged_utf8_stays_utf8_and_is_counted() -> None:
    decoded = decode("“quoted” naïve".encode() + b"\xff and more \xc3")
    assert (decoded.encoding, decoded.replacements) == ("utf-8", 2)
    assert decoded.text == "“quoted” naïve\ufffd and more \ufffd"


def test_a_replacement_character_that_was_there_is_not_counted() -> None:
    assert decode("was \ufffd there".encode()).replacements == 0
    assert decode("“a” “b” \ufffd ".encode() + b"\xff").replacements == 1


def test_half_a_character_of_utf16_is_counted() -> None:
    decoded = decode(b"\xff\xfe" + "ab".encode("utf-16-le") + b"\x00\xd8" + b"c\0")
    assert (decoded.text, decoded.replacements) == ("ab\ufffdc", 1)


def test_nul_is_replaced_and_counted_apart() -> None:
    decoded = decode(b"IL\0-12 and IL\0-18, a text that is longer")
    assert decoded.text == "IL\ufffd-12 and IL\ufffd-18, a text that is longer"
    assert (decoded.nul_replaced, decoded.replacements) == (2, 0)


def test_line_ends_become_one_and_other_separators_stay() -> None:
    assert decode("a\r\nb\rc\n\r\nd\u2028e\x85f".encode()).text == "a\nb\nc\n\nd\u2028e\x85f"


@given(st.text(st.sampled_from("ab\r\n\u2028\x85")))
def test_line_ends_are_normalised_once(text: str) -> None:
    once = normalise_line_ends(text)
    assert "\r" not in once
    assert normalise_line_ends(once) == once


@given(st.binary(max_size=300))
def test_any_bytes_give_text_that_can_be_stored(data: bytes) -> None:
    text = decode(data).text
    assert "\0" not in text
    assert "\r" not in text
    text.encode("utf-8")


@given(st.text(st.characters()))
def test_cleaning_moves_no_offset(text: str) -> None:
    cleaned, surrogates, nul = clean_text(text)
    assert len(cleaned) == len(text)
    assert nul == text.count("\0")
    assert surrogates == sum("\ud800" <= char <= "\udfff" for char in text)
    cleaned.encode("utf-8")


@pytest.mark.parametrize(
    ("forced", "taken", "text"),
    [
        ("utf-8", "utf-8", "Größe"),
        ("UTF8", "utf-8", "Größe"),
        ("latin-1", "windows-1252", "GrÃ¶ÃŸe"),
        ("mac-roman", "mac-roman", "Gr√∂√üe"),
        ("cp437", "cp437", "Gr├╢├ƒe"),
    ],
)
def test_a_forced_encoding_is_taken_whatever_the_bytes_look_like(
    forced: str, taken: str, text: str
) -> None:
    decoded = decode("Größe".encode(), "shift_jis", forced=forced)
    assert (decoded.text, decoded.encoding) == (text, taken)


def test_a_forced_encoding_keeps_its_mark_out_of_the_text() -> None:
    for codec in ("utf-8", "utf-16-le", "utf-16-be"):
        data = "\ufeffGröße".encode(codec)
        assert decode(data, forced=codec).text == "Größe"


def test_utf16_by_name_follows_its_mark() -> None:
    for codec in ("utf-16-le", "utf-16-be"):
        decoded = decode("\ufeffGröße".encode(codec), forced="utf-16")
        assert (decoded.text, decoded.encoding) == ("Größe", f"{codec}-bom")


def test_what_a_forced_encoding_cannot_read_is_counted() -> None:
    decoded = decode(b"caf\xe9 words", forced="utf-8")
    assert (decoded.text, decoded.replacements) == ("caf\ufffd words", 1)


@pytest.mark.parametrize("name", ["klingon", "rot13", "hex", "\0", "utf-8\n"])
def test_an_encoding_that_is_none_is_refused(name: str) -> None:
    if name.strip() == "utf-8":
        assert decode(b"words", forced=name).text == "words"
        return
    with pytest.raises(UnreadableInputError, match="There is no encoding called") as caught:
        decode(b"words", forced=name)
    assert "windows-1252" in caught.value.hint
