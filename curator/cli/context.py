"""What every command is given: which registry, who, and how to print."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import click

from curator.domain.errors import ReadOnlyError
from curator.services.registry import Registry
from curator.services.settings import curator_for, default_registry
from curator.services.values import Author

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the command line."""

    registry_name: str | None
    author_name: str | None
    json_wanted: bool

    @property
    def target(self) -> str:
        return self.registry_name or str(default_registry())

    def author(self, registry: Registry | None = None) -> Author:
        """Who makes the change (FORMAT 3)."""
        return curator_for(self.author_name, registry)

    @contextmanager
    def read(self) -> Iterator[Registry]:
        """The registry, open for reading."""
        with closing(Registry.open(self.target, read_only=True)) as registry:
            yield registry

    @contextmanager
    def write(self, *, create: bool = False) -> Iterator[Registry]:
        """The registry, open for writing; made where there is none, if so."""
        author = self.author() if create else None
        registry = Registry.open(self.target, author=author, create=create)
        with closing(registry):
            for notice in registry.notices:
                click.echo(notice, err=True)
            if registry.read_only:
                raise ReadOnlyError(registry.read_only_reason)
            yield registry


pass_call = click.make_pass_decorator(Call)


def _remember(context: click.Context, _parameter: click.Parameter, value: bool) -> None:
    if value:
        root = context.find_root()
        root.obj = replace(root.obj, json_wanted=True)
        context.obj = root.obj


def json_option(command: F) -> F:
    """``--json`` behind the command as well as before it."""
    option = click.option(
        "--json", is_flag=True, expose_value=False, callback=_remember, help="Print one JSON value."
    )
    return option(command)
