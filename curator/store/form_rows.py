"""The form as a registry keeps it: an entity whose document holds the declaration."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from curator.domain.documents import FORM
from curator.domain.errors import RegistryFileError
from curator.domain.forms import Form, form_from_json
from curator.store.engine import Session
from curator.store.revisions import checked_revision
from curator.store.tables import revision


def form_document(declaration: Mapping[str, Any]) -> dict[str, Any]:
    """The declaration, and name and version of the template that it came from."""
    template = {"name": declaration["name"], "version": declaration["version"]}
    return {"declaration": dict(declaration), "template": template}


def head_form(session: Session, *, as_of: int | None = None) -> Form:
    """The registry's form, or the one it had after change ``as_of``.

    Raises:
        RegistryFileError: It has none.
        VerificationError: It is not what was saved.
    """
    query = (
        sa.select(revision)
        .where(revision.c.kind == FORM)
        .order_by(revision.c.change_seq.desc())
        .limit(1)
    )
    if as_of is not None:
        query = query.where(revision.c.change_seq <= as_of)
    row = session.execute(query).one_or_none()
    if row is None:
        raise RegistryFileError("The registry has no form.")
    return form_from_json(json.loads(checked_revision(row._mapping)["document"])["declaration"])
