"""The bytes that an article's chosen text was read from."""

from __future__ import annotations

import sqlalchemy as sa

from curator.domain.documents import ArticleDocument
from curator.domain.errors import NotFoundError
from curator.store.engine import Session
from curator.store.revisions import checked_original
from curator.store.tables import original


def original_bytes(session: Session, document: ArticleDocument) -> bytes:
    """The file that the article's chosen text was read from.

    Raises:
        NotFoundError: It was left out of the dump that this registry came from.
        VerificationError: It was changed behind the registry's back.
    """
    query = sa.select(original).where(original.c.sha256 == document.original_sha256)
    row = session.execute(query).one_or_none()
    if row is None or row.bytes is None:
        raise NotFoundError(
            f"The file {document.file_name} is not in this registry: it came from a dump"
            " without originals.",
            hint="Attach the file itself as a further text.",
        )
    return bytes(checked_original(row._mapping)["bytes"])
