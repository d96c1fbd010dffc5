"""The children that parse: limits, deaths, cancelling, and what they may not do."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from curator.domain.errors import Cancelled, CuratorError, UnreadableInputError
from curator.ingest.child import guard, library_folders
from curator.ingest.children import (
    WAITING_BYTES,
    ChildFailed,
    Handover,
    Limits,
    ParserChild,
    ParserStartError,
    child_command,
)
from curator.ingest.files import find_files
from curator.ingest.values import Failure, Note, ParsedArticle, ReadOptions, SourceFile
from curator.ingest.workers import Parsers
from tests.ingest.archive_files import encrypted, zip_of
from tests.ingest.pages import FLATTENED, HEADLINE, HTML
from tests.slowness import slowness

# A child that speaks the protocol, and misbehaves on files of certain names.
MISBEHAVING = """
import os, sys, time
from curator.ingest import child
real = child.answers
def answers(read, name, *, data, options):
    if name == "hang.txt":
        time.sleep(600)
    if name == "crash.txt":
        os.kill(os.getpid(), 11)
    for frame in real(read, name, data=data, options=options):
        if name == "liar.txt" and "body" in frame.head:
            frame = child.Frame({**frame.head, "blocks": [["main", 0, 10**6, ""]]}, frame.data)
        if name != "silent.txt" or "end" in frame.head:
            yield frame
child.answers = answers
child.main(["1000000000"])
"""


@pytest.fixture(scope="module")
def parsers() -> Iterator[Parsers]:
    with Parsers() as pool:
        yield pool


@pytest.fixture
def misbehaving() -> Iterator[Parsers]:
    command = [sys.executable, "-P", "-c", MISBEHAVING]
    with Parsers(command=command, deadline_s=1) as pool:
        yield pool


def folder_of(tmp_path: Path, names: list[str]) -> list[SourceFile]:
    for name in names:
        (tmp_path / name).write_text(f"{name}\n{FLATTENED}", encoding="utf-8")
    return [entry for entry in find_files([tmp_path]) if isinstance(entry, SourceFile)]


def test_a_child_reads_as_the_parser_itself_does(parsers: Parsers) -> None:
    for text, name in ((FLATTENED, "a.txt"), (HTML, "a.html")):
        data = text.encode()
        code = "import sys; from curator.ingest.parse import parse_bytes as p; "
        code += f"print(p(sys.stdin.buffer.read(), {name!r}).text_sha256)"
        direct = subprocess.run([sys.executable, "-c", code], input=data, capture_output=True)
        article = parsers.parse(data, name)
        assert article.text_sha256 == direct.stdout.decode().strip()
        assert article.original == data
        assert article.title == HEADLINE
        assert all(article.body[h.start : h.end] == h.quote for h in article.hints)


def test_a_file_that_is_refused_gives_its_sentence_and_hint(parsers: Parsers) -> None:
    with pytest.raises(UnreadableInputError, match=r"x\.txt is a picture") as caught:
        parsers.parse(b"\x89PNG....", "x.txt")
    assert caught.value.hint


def test_results_come_in_order_and_one_bad_file_stops_nothing(tmp_path: Path) -> None:
    files = folder_of(tmp_path, [f"{n:03}.txt" for n in range(100)])
    (tmp_path / "050.txt").write_bytes(b"\x89PNG....")
    (tmp_path / "060.txt").unlink()
    with Parsers(2) as pool:
        results = list(pool.map(files, threading.Event()))
    assert [source for source, _ in results] == files
    failed = {source.name for source, result in results if isinstance(result, CuratorError)}
    assert failed == {"050.txt", "060.txt"}
    assert all(
        isinstance(result, ParsedArticle) and result.body.startswith(source.name)
        for source, result in results
        if source.name not in failed
    )


@pytest.mark.parametrize(
    ("bad", "words"),
    [("crash.txt", "made the reader stop"), ("hang.txt", "longer than 1 seconds")],
)
def test_a_child_that_dies_or_hangs_costs_only_its_file(
    misbehaving: Parsers, tmp_path: Path, bad: str, words: str
) -> None:
    files = folder_of(tmp_path, ["a.txt", "b.txt", bad, "x.txt", "y.txt"])
    results = {source.name: result for source, result in misbehaving.map(files, threading.Event())}
    error = results.pop(bad)
    assert isinstance(error, UnreadableInputError)
    assert words in error.sentence
    assert bad in error.sentence
    assert all(isinstance(result, ParsedArticle) for result in results.values())
    assert len(results) == 4


def test_an_answer_that_makes_no_sense_is_not_believed(misbehaving: Parsers) -> None:
    with pytest.raises(UnreadableInputError, match="makes no sense"):
        misbehaving.parse(b"words", "liar.txt")


def test_a_child_killed_from_outside_is_replaced(parsers: Parsers) -> None:
    child = ParserChild(child_command(512 * 1024 * 1024))
    try:
        child.wait_ready(stopped=lambda: False)
        os.kill(child.pid, signal.SIGKILL)
        with pytest.raises(ChildFailed, match="died"):
            child.answer(Limits(5, 5), stopped=lambda: False)
    finally:
        child.end()


def test_too_much_memory_fails_the_file_and_not_the_pool() -> None:
    page = b"<html>" + b"<p>words of it</p>" * 250_000
    with Parsers(memory_bytes=200 * 1024 * 1024) as pool:
        with pytest.raises(UnreadableInputError, match="memory"):
            pool.parse(page, "large.html")
        assert pool.parse(b"Only words.", "a.txt").body == "Only words."


def test_cancelling_does_not_wait_for_the_deadline(misbehaving: Parsers, tmp_path: Path) -> None:
    files = folder_of(tmp_path, ["a.txt", "hang.txt"])
    cancel = threading.Event()
    threading.Timer(0.3, cancel.set).start()
    started = time.monotonic()
    with pytest.raises(Cancelled):
        list(misbehaving.map(files, cancel))
    assert time.monotonic() - started < 10  # the deadline of the child is 20 s


def test_cancelling_between_results_and_leaving_early(tmp_path: Path) -> None:
    files = folder_of(tmp_path, [f"{n:03}.txt" for n in range(200)])
    cancel = threading.Event()
    with Parsers() as pool:
        results = pool.map(files, cancel)
        next(results)
        cancel.set()
        with pytest.raises(Cancelled):
            list(results)
        for _ in pool.map(files, threading.Event()):
            break
        assert pool.parse(b"words", "a.txt").body == "words"


def test_closing_from_another_thread_ends_what_waits(misbehaving: Parsers) -> None:
    caught: list[BaseException] = []

    def wait() -> None:
        try:
            misbehaving.parse(b"words", "hang.txt")
        except CuratorError as error:
            caught.append(error)

    thread = threading.Thread(target=wait)
    thread.start()
    misbehaving.close()
    thread.join(timeout=5)
    assert not thread.is_alive()
    assert isinstance(caught[0], Cancelled)


def test_a_program_without_its_reader_says_so() -> None:
    command = [sys.executable, "-c", "raise SystemExit(3)"]
    with Parsers(command=command) as pool, pytest.raises(ParserStartError):
        pool.parse(b"words", "a.txt")


def test_children_started_ahead_are_used(parsers: Parsers) -> None:
    with Parsers(2) as pool:
        pool.start()
        assert pool.parse(b"words", "a.txt").body == "words"


def test_the_windows_process_never_loads_the_parsers() -> None:
    code = "import sys, curator.ingest.workers, curator.ingest.files, curator.ingest.texts; "
    code += "print([m for m in sys.modules if m.split('.')[0] in ('lxml', 'trafilatura')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


REMOTE = """<html><head><base href="http://127.0.0.1:{port}/">
<link rel="stylesheet" href="http://127.0.0.1:{port}/style.css">
<meta http-equiv="refresh" content="0;url=http://127.0.0.1:{port}/refresh">
<script src="http://127.0.0.1:{port}/x.js"></script></head>
<body><p>Words of the article stand here.</p><img src="http://127.0.0.1:{port}/pixel.png">
<img src="file://{file}"><iframe src="file://{file}"></iframe><object data="{file}"></object>
<form action="http://127.0.0.1:{port}/form"><input name="a"></form></body></html>"""


def test_nothing_is_fetched_and_no_file_opened(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("a secret")
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("strace, which sees what a process opens, is not installed")
    log = tmp_path / "calls.log"
    calls = "trace=open,openat,socket,connect,execve"
    watched = [strace, "-f", "-qq", "-o", str(log), "-e", calls, *child_command(512 << 20)]
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        page = REMOTE.format(port=server.getsockname()[1], file=secret).encode()
        with Parsers(command=watched) as pool:
            pool.parse(b"<html><p>warm</p></html>", "warm.html")
            before = len(log.read_text().split("\n"))
            body = pool.parse(page, "remote.html").body
            after = log.read_text().split("\n")[before - 1 :]
        with pytest.raises(BlockingIOError):
            server.accept()
    assert "Words of the article" in body
    assert "secret" not in body
    assert [line for line in after if "openat(" in line or "socket(" in line] == []
    assert "socket(" not in log.read_text()


@pytest.mark.parametrize(
    ("event", "arguments"),
    [
        ("socket.connect", (None, ("127.0.0.1", 80))),
        ("socket.__new__", (None, 2, 1, 0)),
        ("subprocess.Popen", ("ls", [], None, None)),
        ("os.system", (b"ls",)),
        ("open", ("/etc/passwd", "r", os.O_RDONLY)),
        ("open", (__file__, "r", os.O_RDONLY)),
        ("open", (str(Path(os.__file__).with_name("x.py")), "w", os.O_WRONLY)),
    ],
)
def test_the_guard_refuses(event: str, arguments: tuple[object, ...]) -> None:
    with pytest.raises(PermissionError):
        guard(library_folders())(event, arguments)


def test_the_guard_lets_libraries_be_read() -> None:
    refuse = guard(library_folders())
    refuse("open", (os.__file__, "r", os.O_RDONLY | os.O_CLOEXEC))
    refuse("open", (3, "wb", os.O_WRONLY))
    refuse("import", ("re", None, None, None, None))


# --- many articles in one file -------------------------------------------------------------------


def lines_of(count: int, words: str = "Words of article") -> bytes:
    return b"".join(
        json.dumps({"id": n, "text": f"{words} {n}."}).encode() + b"\n" for n in range(count)
    )


def test_a_file_of_many_comes_in_order_with_each_ones_own_bytes(parsers: Parsers) -> None:
    data = lines_of(500)
    reads = parsers.read(data, "many.jsonl")
    assert [one.name for one in reads if isinstance(one, ParsedArticle)] == [
        str(n) for n in range(500)
    ]
    assert b"".join(r.original + b"\n" for r in reads if isinstance(r, ParsedArticle)) == data


def test_reads_are_handed_on_while_the_child_still_reads(parsers: Parsers) -> None:
    data = lines_of(3, "x" * 2_000_000)
    stream = parsers.stream(data, "many.jsonl")
    assert next(stream).name == "0"  # type: ignore[union-attr]
    stream.close()  # type: ignore[attr-defined]
    assert parsers.parse(b"Only words.", "a.txt").body == "Only words."


def test_a_reader_waits_while_nobody_takes_what_it_read() -> None:
    data = lines_of(60, "x" * 200_000)
    with Parsers() as pool:
        stream = pool.stream(data, "many.jsonl")
        next(stream)
        held = sum(one.name != "" for one in stream if isinstance(one, ParsedArticle))
    assert held == 59


def test_handing_over_waits_and_ends() -> None:
    handover: Handover[int] = Handover()
    handover.put(1, WAITING_BYTES)
    done = threading.Event()

    def put() -> None:
        handover.put(2, 1)
        done.set()

    thread = threading.Thread(target=put)
    thread.start()
    assert not done.wait(0.2)
    assert handover.take(1) == [1]
    assert done.wait(5)
    assert handover.take(1) == [2]
    assert handover.take(0) == []
    handover.put(3, WAITING_BYTES)
    blocked = threading.Thread(target=handover.put, args=(4, 1))
    blocked.start()
    handover.close()
    blocked.join(5)
    thread.join(5)
    assert not blocked.is_alive()


def test_a_refused_file_keeps_its_child(parsers: Parsers) -> None:
    def child_of() -> int:
        return next(pid for pid, line in children() if "curator.ingest.child" in line)

    parsers.parse(b"words", "a.txt")
    before = child_of()
    for _ in range(3):
        with pytest.raises(UnreadableInputError):
            parsers.parse(b"\x89PNG....", "x.png")
    assert child_of() == before


def children() -> list[tuple[int, str]]:
    """Children of this process: number and command line."""
    return [(one.pid, " ".join(one.cmdline())) for one in psutil.Process().children()]


def test_notes_failures_and_references_cross(parsers: Parsers) -> None:
    members: dict[str, bytes | str] = {
        "a.txt": "Words.",
        "p.png": b"\x89PNG....",
        "b.ris": RIS,
        "../c.txt": "Words!",
    }
    reads = parsers.read(zip_of(members), "a.zip")
    assert [one.name for one in reads if isinstance(one, Failure)] == ["../c.txt"]
    assert any("p.png" in one.sentence for one in reads if isinstance(one, Note))
    (record,) = [one for one in reads if isinstance(one, ParsedArticle) and one.reference]
    assert record.reference is not None
    assert record.reference.title == "Cells and mice"
    assert record.name == "b.ris"
    assert record.original == RIS.encode()


RIS = "TY  - JOUR\nTI  - Cells and mice\nAU  - Grey, Ada\nPY  - 2020\nER  - \n"


def test_options_reach_the_reader(parsers: Parsers) -> None:
    data = "Größe".encode("mac-roman")
    assert parsers.parse(data, "a.txt", options=ReadOptions(encoding="mac-roman")).body == "Größe"
    locked = encrypted({"a.txt": "Locked words."}, password=b"cell")
    assert parsers.parse(locked, "a.zip", options=ReadOptions(password="cell")).body
    with pytest.raises(UnreadableInputError, match="more than the limit of 4"):
        parsers.parse(b"Words.", "a.txt", options=ReadOptions(max_text=4))


def test_a_child_that_dies_amid_many_leaves_what_it_gave_and_says_so(tmp_path: Path) -> None:
    command = [sys.executable, "-P", "-c", DYING]
    paths = []
    for name in ("a.txt", "many.jsonl", "z.txt"):
        path = tmp_path / name
        path.write_bytes(lines_of(10) if name == "many.jsonl" else b"Words.")
        paths.append(path)
    sources = [one for one in find_files(paths) if isinstance(one, SourceFile)]
    with Parsers(command=command) as pool:
        results = list(pool.map(sources, threading.Event()))
        reads = pool.read(lines_of(10), "many.jsonl")
    named = [(source.name, type(one).__name__) for source, one in results]
    assert named == [
        ("a.txt", "ParsedArticle"),
        *[("many.jsonl", "ParsedArticle")] * 4,
        ("many.jsonl", "UnreadableInputError"),
        ("z.txt", "ParsedArticle"),
    ]
    assert [type(one).__name__ for one in reads] == [*["ParsedArticle"] * 4, "Failure"]


DYING = """
import os
from curator.ingest import child
real = child.answers
def answers(read, name, *, data, options):
    for number, frame in enumerate(real(read, name, data=data, options=options)):
        if number == 4:
            os.kill(os.getpid(), 9)
        yield frame
child.answers = answers
child.main(["1000000000"])
"""


def test_a_file_that_never_ends_is_given_up(tmp_path: Path) -> None:
    command = [sys.executable, "-P", "-c", ENDLESS]
    with (
        Parsers(command=command, deadline_s=0.1) as pool,
        pytest.raises(UnreadableInputError, match="took longer than"),
    ):
        for _ in pool.stream(b"Words.", "a.txt"):
            pass


ENDLESS = """
import time
from curator.ingest import child
def answers(read, name, *, data, options):
    while True:
        time.sleep(0.02)
        yield child.Frame({"note": "Still reading."})
child.answers = answers
child.main(["1000000000"])
"""


def test_a_file_that_gives_nothing_is_not_asked_for_for_ever(misbehaving: Parsers) -> None:
    with pytest.raises(UnreadableInputError, match=r"silent\.txt holds nothing"):
        misbehaving.parse(b"words", "silent.txt")


def test_cancelling_amid_one_large_file(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    path.write_bytes(lines_of(20_000))
    (source,) = [one for one in find_files([path]) if isinstance(one, SourceFile)]
    cancel = threading.Event()
    with Parsers() as pool:
        results = pool.map([source], cancel)
        next(results)
        cancel.set()
        started = time.monotonic()
        with pytest.raises(Cancelled):
            list(results)
    took = time.monotonic() - started
    assert took < 1.0 * slowness()


def test_what_was_pasted_is_read_and_limited(parsers: Parsers) -> None:
    pasted = SourceFile(b"", "pasted.txt", 6, b"Words.")
    ((source, article),) = parsers.map([pasted], threading.Event())
    assert source is pasted
    assert isinstance(article, ParsedArticle)
    ((_, refused),) = parsers.map([pasted], threading.Event(), max_bytes=3)
    assert isinstance(refused, UnreadableInputError)


def test_a_question_that_nobody_answers_is_an_error_and_the_child_stays(parsers: Parsers) -> None:
    with pytest.raises(UnreadableInputError, match="nobody answers 'weather'"):
        parsers.ask("weather", b"words", {"where": "here"}, name="a.txt")
    assert parsers.parse(b"words", "a.txt").body == "words"


ANSWERING = """
from curator.ingest import child
def length(data, name, *, arguments):
    return child.Frame({"length": len(data) * arguments["times"]}, data)
real = child.serve
def serve(read, questions, *, source, sink):
    real(read, {"length": length}, source=source, sink=sink)
child.serve = serve
child.main(["1000000000"])
"""


def test_other_questions_are_answered() -> None:
    with Parsers(command=[sys.executable, "-P", "-c", ANSWERING]) as pool:
        answer = pool.ask("length", b"words", {"times": 3})
        assert (answer.head["length"], answer.data) == (15, b"words")
        with pytest.raises(UnreadableInputError, match="KeyError"):
            pool.ask("length", b"words", {})
        assert pool.parse(b"words", "a.txt").body == "words"


def test_the_child_starts_within_its_memory_and_reads_large_files_in_it(parsers: Parsers) -> None:
    noise = random.Random(3).randbytes(40_000_000).hex().encode()
    large = zip_of({"a.bin": noise, "a.txt": "Words of it."}, packing=zipfile.ZIP_STORED)
    assert len(large) > 80_000_000
    assert parsers.parse(large, "large.zip").body == "Words of it."
