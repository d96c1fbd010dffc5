"""What the lanes do for vocabularies; of the backend, so imported on a lane, when needed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from curator.domain.claims import Term
from curator.gui.lanes import JobProgress
from curator.gui.vocabularies.values import ReleaseRow, Replace, Replaced
from curator.services.installed_vocabularies import InstalledVocabularies
from curator.services.installing_apart import install_vocabulary_apart
from curator.services.installing_vocabularies import (
    Installed,
    Upgrade,
    terms_in_use,
    upgrade_report,
)
from curator.services.replacing_terms import replace_term

if TYPE_CHECKING:
    from curator.gui.backend import Backend


class VocabularyLane:
    """Installs and upgrades what the backend's registry looks terms up in."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend

    @property
    def _installed(self) -> InstalledVocabularies:
        return self._backend.vocabularies.installed or InstalledVocabularies()

    def releases(self) -> tuple[ReleaseRow, ...]:
        """Those that come with the program, then what is installed."""
        own = [self._own(name) for name in self._backend.vocabularies.names]
        installed = [
            ReleaseRow(
                one.name,
                one.release,
                one.role,
                one.terms,
                one.names,
                one.active,
                source=one.source,
                problem=one.problem,
            )
            for one in self._installed.releases()
        ]
        return (*own, *installed)

    def _own(self, role: str) -> ReleaseRow:
        held = self._backend.vocabularies.vocabulary(role)
        names = sum(1 + len(one.synonyms) for one in held.terms.values())
        release = held.release.partition("/")[2] or held.release
        return ReleaseRow(role, release, role, len(held.terms), names, active=True, own=True)

    def install(self, path: Path, progress: JobProgress) -> Installed:
        """Read a file in a process of its own."""
        return install_vocabulary_apart(
            path, progress=progress, cancel=progress.cancel, installed=self._installed
        )

    def upgrade(self, name: str, release: str) -> Upgrade:
        """Which terms in use that release changes."""
        used = terms_in_use(self._backend.registry)
        return upgrade_report(name, used=used, release=release, installed=self._installed)

    def use(self, name: str, release: str) -> None:
        self._installed.use(name, release)

    def remove(self, name: str, release: str) -> None:
        self._installed.remove(name, release)

    def replace(self, wanted: Replace) -> Replaced:
        """Put another term into the place of one, wherever it is claimed."""
        backend = self._backend
        count = replace_term(
            backend.registry,
            wanted.term_id,
            to=Term(wanted.to_label, wanted.to_id),
            author=backend.author,
            vocabularies=backend.vocabularies,
        )
        return Replaced(wanted, count)
