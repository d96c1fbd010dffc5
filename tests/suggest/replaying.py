"""A local HTTP server that replays answers, for tests of what asks a language model."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Reply = Callable[[BaseHTTPRequestHandler], None]


class Replaying(ThreadingHTTPServer):
    """Answers each request with ``reply`` and keeps what it was asked."""

    daemon_threads = False
    request_queue_size = 8

    def __init__(self, reply: Reply) -> None:
        self.reply = reply
        self.asked: list[dict[str, Any]] = []
        self.paths: list[str] = []
        self.over = threading.Event()
        super().__init__(("127.0.0.1", 0), _Handler)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"


class _Handler(BaseHTTPRequestHandler):
    server: Replaying

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append(json.loads(body))
        self.server.paths.append(self.path)
        try:
            self.server.reply(self)
        except (BrokenPipeError, ConnectionResetError):
            return  # it asked and went away

    def log_message(self, *_: object) -> None:
        """Nothing on standard error."""


@contextmanager
def replaying(reply: Reply) -> Iterator[Replaying]:
    """A server on a port of this machine, for as long as the block runs."""
    with Replaying(reply) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.over.set()
            server.shutdown()
            thread.join()


def sends(body: bytes, status: int = 200, **headers: str) -> Reply:
    """A reply with that body."""

    def reply(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return reply


def says(content: object) -> Reply:
    """A chat completion whose message is that text, or that value as JSON."""
    words = content if isinstance(content, str) else json.dumps(content)
    answer = {"choices": [{"index": 0, "message": {"role": "assistant", "content": words}}]}
    return sends(json.dumps(answer).encode())
