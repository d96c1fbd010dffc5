"""The window.

On its import PySide6 hooks itself into every import that follows, to look in each module's source
for a feature (``from __feature__ import snake_case``) that is used nowhere here.  Reading 160
sources takes 0.1 s of a start and 5 MB, so the import that it keeps aside is put back.
"""

import builtins

import PySide6.QtCore  # noqa: F401 - sets the hook

builtins.__import__ = vars(builtins).get("__orig_import__", builtins.__import__)
