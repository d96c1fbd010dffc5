"""Steps of a log that put claims into fields, as editors make them."""

from __future__ import annotations

from curator.domain.claims import Claim, claim_to_json
from curator.domain.edits import EditLog, Fragment, Step


def claim_step(
    log: EditLog,
    entity: str,
    *,
    field_key: str,
    claim: Claim | None,
    name: str,
    cursor: str = "",
    coalesce: str = "",
    at: str = "",
) -> Step | None:
    """The step that puts a claim into a field; None where the field holds just that already."""
    old = log.document(entity)["claims"].get(field_key)
    new = None if claim is None else claim_to_json(claim)
    if old == new:
        return None
    fragment = Fragment(entity, ("claims", field_key), old, new)
    return Step(name, (fragment,), cursor or f"{entity}|{field_key}||", coalesce, at)
