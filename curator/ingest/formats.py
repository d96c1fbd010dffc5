"""The formats that are read, and how each is told by what is in the file, not by its name."""

from __future__ import annotations

import codecs
import json
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from curator.domain.errors import UnreadableInputError
from curator.ingest.markup import begins_as_html, has_tags
from curator.ingest.zips import open_zip, read_member

MAX_BYTES: Final = 5_000_000
"""Most bytes of a file that is its text; of others, ``Format.share`` times as much."""

HEAD: Final = 65_536
"""Bytes from the start of a file that are enough to tell what it is."""

_PACKED: Final = 20


@dataclass(frozen=True, slots=True)
class Format:
    """A format.

    Attributes:
        key: What readers go by.
        words: For people, after "is": "a PDF".
        media_type: Of the original.
        endings: In lower case, with the dot.
        share: How many times the limit of a text a file may have: packed ones, and lists of many
            articles, have little text for their size.
    """

    key: str
    words: str
    media_type: str
    endings: tuple[str, ...] = ()
    share: int = _PACKED


_TABLE: Final[tuple[Format, ...]] = (
    Format("text", "text", "text/plain", (".txt", ".text"), 1),
    Format("markdown", "Markdown", "text/markdown", (".md", ".markdown"), 1),
    Format("html", "a web page", "text/html", (".html", ".htm", ".xhtml"), 1),
    Format("mhtml", "a saved web page", "multipart/related", (".mhtml", ".mht")),
    Format("zip", "a ZIP archive", "application/zip", (".zip",)),
    Format("gzip", "a compressed file", "application/gzip", (".gz",)),
    Format("jsonl", "lines of JSON", "application/x-ndjson", (".jsonl", ".ndjson")),
    Format("pdf", "a PDF", "application/pdf", (".pdf",)),
    Format(
        "docx",
        "a Word document",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        (".docx", ".docm"),
    ),
    Format("odt", "an OpenDocument text", "application/vnd.oasis.opendocument.text", (".odt",)),
    Format("epub", "an EPUB book", "application/epub+zip", (".epub",)),
    Format("jats", "a JATS article", "application/jats+xml", (".nxml", ".jats", ".xml")),
    Format("bioc-xml", "BioC XML", "application/xml", (".bioc",)),
    Format("bioc-json", "BioC JSON", "application/json", (".json",)),
    Format("pubmed-xml", "PubMed XML", "application/xml"),
    Format("medline", "a Medline list", "text/plain", (".nbib", ".medline")),
    Format("ris", "a RIS list", "application/x-research-info-systems", (".ris",)),
    Format("bibtex", "a BibTeX list", "application/x-bibtex", (".bib", ".bibtex")),
    Format("csl-json", "a CSL-JSON list", "application/vnd.citationstyles.csl+json"),
    Format("endnote-xml", "an EndNote library", "application/xml", (".enlx",)),
    Format("isi", "a Web of Science list", "text/plain", (".isi", ".ciw")),
    Format("ovid", "an Ovid list", "text/plain"),
    Format("copac", "a Copac list", "text/plain"),
    Format("biblioscape", "a Biblioscape list", "text/plain"),
    Format("repec", "a RePEc list", "text/plain"),
    Format("citavi", "a Citavi project", "application/zip", (".ctv5bak", ".ctv6bak")),
    Format("mods", "MODS XML", "application/xml", (".mods",)),
    Format("csv", "a table of text", "text/csv", (".csv", ".tsv", ".tab")),
    Format(
        "xlsx",
        "an Excel workbook",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        (".xlsx", ".xlsm"),
    ),
    Format("xml", "XML of a kind that is not known", "application/xml"),
    Format("json", "JSON of a kind that is not known", "application/json"),
)
FORMATS: Final[Mapping[str, Format]] = MappingProxyType({one.key: one for one in _TABLE})
_BY_ENDING: Final[Mapping[str, Format]] = MappingProxyType(
    {ending: one for one in _TABLE for ending in one.endings}
)

_REFUSED: Final[tuple[tuple[bytes, str], ...]] = (
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x89PNG", "a picture"),
    (b"GIF8", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"II*\0", "a picture"),
    (b"MM\0*", "a picture"),
    (b"BM", "a picture"),
    (b"RIFF", "a picture or a recording"),
    (b"\0\0\0\x18ftyp", "a film"),
    (b"\0\0\0\x1cftyp", "a film"),
    (b"\0\0\0 ftyp", "a film"),
    (b"ID3", "a recording"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\xfd7zXZ\0", "an xz archive"),
    (b"BZh91AY&SY", "a bzip2 archive"),
    (b"SQLite format 3\0", "a database"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
    (b"\0\x01\0\0", "a font"),
    (b"{\\rtf", "a rich text document"),
)
_SHORT_MARK: Final = 4
"""A mark of so few letters may begin a text: it counts only where a NUL follows."""


def format_of_name(name: str) -> Format | None:
    """By the file's ending alone."""
    dot = name.rfind(".")
    return _BY_ENDING.get(name[dot:].lower()) if dot >= 0 else None


def refused_kind(head: bytes) -> str:
    """What a file is that holds no text we can get at ("a picture"); empty where it may."""
    for mark, what in _REFUSED:
        could_be_words = len(mark) <= _SHORT_MARK and mark.isalnum()
        if head.startswith(mark) and (not could_be_words or b"\0" in head[:512]):
            return what
    return "a tar archive" if head[257:262] == b"ustar" else ""


_NO_ARTICLES: Final = frozenset(
    (
        ".css .js .mjs .map .svg .woff .woff2 .ttf .otf .eot .ico .cur .png .jpg .jpeg .gif .webp "
        ".avif .bmp .tif .tiff .mp3 .mp4 .m4a .avi .mov .wav .ogg .webm .exe .dll .so .pyc .class "
        ".ini .lock .sqlite .db .curator .swp .tmp .part .crdownload .download"
    ).split()
)
"""Endings of what stands beside articles, and would be text by its bytes or is still on its way."""


def why_unreadable(head: bytes, name: str) -> str:
    """What a file is that is not worth reading ("a picture"); empty where it may hold an article.

    Args:
        head: Its first bytes, some thousands.
        name: Its name.
    """
    if what := refused_kind(head):
        return what
    dot = name.rfind(".")
    ending = name[dot:].lower() if dot >= 0 else ""
    if ending in _BY_ENDING or _by_marks(head, name):
        return ""
    if ending in _NO_ARTICLES:
        return f"a {ending} file"
    return "" if _is_text(head) else "no text and of no kind that is known"


_BLANK: Final = b" \t\r\n\xef\xbb\xbf"
_CONTROLS: Final = bytes([*range(9), *range(14, 27), *range(28, 32)])


def _is_text(head: bytes) -> bool:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or _wide(head):
        return True
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return controls <= 0.02 * len(head)


def _wide(head: bytes) -> bool:
    """Whether every other byte of the beginning is NUL, as in UTF-16 of Latin letters."""
    few = head[:64]
    return len(few) >= 4 and (not any(few[1::2]) or not any(few[0::2]))


# --- by content ----------------------------------------------------------------------------------

_ROOT: Final = re.compile(r"<([A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)")
_PROLOG: Final = re.compile(r"\s+|<\?[^>]*>|<!--(?:(?!-->).){0,4000}-->", re.DOTALL)
_DOCTYPE: Final = re.compile(r"<!DOCTYPE\s+(?:[\w.-]+:)?([\w.-]+)", re.IGNORECASE)
_ROOTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "collection": "bioc-xml",
        "PubmedArticleSet": "pubmed-xml",
        "PubmedArticle": "pubmed-xml",
        "PubmedBookArticle": "pubmed-xml",
        "PubmedBookArticleSet": "pubmed-xml",
        "MedlineCitationSet": "pubmed-xml",
        "MedlineCitation": "pubmed-xml",
        "pmc-articleset": "jats",
        "book-part-wrapper": "jats",
        "modsCollection": "mods",
        "mods": "mods",
        "CitaviExchangeData": "citavi",
        "xml": "endnote-xml",
        "records": "endnote-xml",
    }
)
_JATS: Final = re.compile(
    r"<!DOCTYPE\s+article\b|<(?:\w+:)?article[^<>]*\b(?:article-type|dtd-version|xmlns:mml)"
    r"|<(?:\w+:)?article[^<>]*>\s*<(?:\w+:)?front\b"
)
_LINES: Final[tuple[tuple[str, re.Pattern[str]], ...]] = (
    # Some databases put lines of their own before the first record; some records have no type.
    ("ris", re.compile(r"(?:\d{1,6}\.[ \t]*\n)?\s*TY[ \t]{0,3}-"
                       r"|(?:[^\n]{0,200}\n){0,20}?TY  - [A-Za-z]"
                       r"|[A-Z][A-Z0-9]  - [^\n]*\n(?:[^\n]*\n){0,100}?ER  -")),
    ("isi", re.compile(r"FN [^\n]*\n\s*VR \d|PT [A-Z]\n(?:[A-Z][A-Z0-9] |   )")),
    ("medline", re.compile(r"(?:PMID|PMC |PMCR|OWN |STAT|DCOM|BTI |TI  )-")),
    ("copac", re.compile(r"TI- [^\n]+\n(?:[A-Z]{2}- |  )")),
    ("biblioscape", re.compile(r"--[A-Z]{2}-- ")),
    ("ovid", re.compile(r"<\d{1,7}>\s*\n[A-Z]|VN: Ovid|Database: ?[^\n]{0,80}Ovid")),
    ("repec", re.compile(r"(?:[^\n]{0,200}\n){0,40}?nep[.-][a-z]{3}|Papers\n-{6}")),
    ("bibtex", re.compile(r"(?:%[^\n]*\n|\s)*@[A-Za-z]{3,20}\s*[{(]")),
    ("mhtml", re.compile(r"(?:[A-Za-z-]{1,40}:[^\n]*\n(?:[ \t][^\n]*\n)*){0,30}?"
                         r"Content-Type:\s*multipart/related", re.IGNORECASE)),
)  # fmt: skip


def text_of_head(head: bytes) -> str:
    r"""The first characters, decoded well enough to look at; line ends are ``\n``."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = head.decode("utf-16", "replace")
    elif head[1:2] == b"\0" and head[3:4] == b"\0":
        text = head.decode("utf-16-le", "replace")
    else:
        text = head.removeprefix(codecs.BOM_UTF8).decode("utf-8", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")


def root_element(text: str) -> str:
    """The name of the first element of XML or HTML, without its prefix; empty where none is."""
    at = 0
    while found := _PROLOG.match(text, at):
        at = found.end()
    if doctype := _DOCTYPE.match(text, at):
        return doctype.group(1)
    root = _ROOT.match(text, at)
    return root.group(2) if root else ""


def _xml_kind(text: str) -> str:
    """The key of XML by its root; empty where it is none."""
    if not text.lstrip().startswith("<"):
        return ""
    root = root_element(text)
    if root in ("article", "sub-article") and _JATS.search(text):
        return "jats"
    return _ROOTS.get(root, "xml" if text.lstrip().startswith("<?xml") else "")


def _json_kind(text: str, data: bytes) -> str:
    """The key of JSON by what its first object names; empty where it is none."""
    start = text.lstrip()
    if start[:1] not in ("{", "["):
        return ""
    passages = re.search(r'"(?:passages|infons|bioctype)"', text) is not None
    lines = _object_lines(data) if start[0] == "{" else 0
    if lines == 2 or (lines and re.search(r'"(?:text|body|content|full_text)"\s*:', text)):
        return "bioc-json" if passages and lines == 1 else "jsonl"
    if passages:
        return "bioc-json"
    if re.match(r'[\[{][^"]*"', start) and re.search(r'"(?:type|title|DOI|id)"\s*:', text):
        return "csl-json"
    return "json" if re.match(r'[\[{]\s*["{\[\]}\d]', start) else ""


def _object_lines(data: bytes) -> int:
    """Whether the first line is a JSON object by itself and all there is (1), or others follow (2).

    None (0) where it is no object: then an object goes over several lines.
    """
    begin = len(data) - len(data.lstrip(_BLANK))
    end = data.find(b"\n", begin)
    first = data[begin : end if end >= 0 else len(data)].rstrip(_BLANK)
    if not first.endswith(b"}") or (len(first) <= HEAD and not _is_object(first)):
        return 0
    after = data[end : end + HEAD].lstrip(_BLANK) if end >= 0 else b""
    if not after:
        return 1
    return 2 if after.startswith(b"{") else 0


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _zip_kind(data: bytes) -> str:
    """Which of the formats that are ZIP archives; what cannot be opened is ``zip``."""
    try:
        with open_zip(data, "") as archive:
            names = set(archive.namelist())
            kind = b""
            if _small(archive, "mimetype"):
                kind = read_member(archive, archive.getinfo("mimetype"))
            if len(names) == 1 and _is_citavi(archive):
                return "citavi"
    except UnreadableInputError:
        return "zip"  # its reader says what is wrong
    if kind.startswith(b"application/epub+zip"):
        return "epub"
    if kind.startswith(b"application/vnd.oasis.opendocument.text"):
        return "odt"
    if "[Content_Types].xml" in names:
        if any(name.startswith("word/") for name in names):
            return "docx"
        if any(name.startswith("xl/") for name in names):
            return "xlsx"
    if "META-INF/container.xml" in names:
        return "epub"
    return "zip"


def _small(archive: zipfile.ZipFile, name: str) -> bool:
    return name in archive.NameToInfo and archive.NameToInfo[name].file_size <= 200


def _is_citavi(archive: zipfile.ZipFile) -> bool:
    """Whether its only member begins as a Citavi project does."""
    only = archive.filelist[0]
    if not only.filename.lower().endswith(".xml") or only.flag_bits & 0x1:
        return False
    try:
        with archive.open(only) as member:
            return b"<CitaviExchangeData" in member.read(1000)
    except Exception:  # noqa: BLE001 - zlib and others over damage: its reader says what is wrong
        return False


def _by_marks(data: bytes, name: str) -> str:
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        key = _zip_kind(data)
        ending = format_of_name(name)
        return "citavi" if key == "zip" and ending and ending.key == "citavi" else key
    if data.startswith(b"\x1f\x8b"):
        return "gzip"
    # After archives: one that stores a PDF unpacked has the PDF's mark near its own start.
    return "pdf" if b"%PDF-" in data[:1024] else ""


def _by_text(text: str) -> str:
    start = text.lstrip()
    for key, pattern in _LINES:
        if pattern.match(start):
            return key
    return ""


_KINDS: Final[tuple[Callable[[str], str], ...]] = (
    lambda text: "html" if begins_as_html(text) else "",
    _xml_kind,
)
_TRUSTED: Final = frozenset("markdown csv medline ovid repec ris bibtex isi".split())
"""Endings that are believed where the content says nothing of its own."""


def sniff(data: bytes, name: str) -> str:
    """Key of the format, by content; the ending decides only where the content could be either.

    Args:
        data: The bytes, or at least the first ``HEAD`` of them (a ZIP archive's kind needs all).
        name: The file's name.
    """
    if key := _by_marks(data, name):
        return key
    text = text_of_head(data[:HEAD])
    key = next(filter(None, (kind(text) for kind in _KINDS)), "") or _json_kind(text, data)
    if key := key or _by_text(text):
        return key
    by_name = format_of_name(name)
    if by_name is None:
        return "text"
    if by_name.key == "html" and has_tags(text):
        return "html"
    return by_name.key if by_name.key in _TRUSTED else "text"


def limit_of(key: str, max_bytes: int | None) -> int | None:
    """Most bytes of a file of this format; ``None`` for no limit."""
    return None if max_bytes is None else max_bytes * FORMATS[key].share
