"""Check for the system libraries and programs that Qt needs; install the packages of missing ones.

Use: ``python3 .ci/system_libraries.py window|tests``.  ``window`` looks at which display there is;
``tests`` wants an X server that needs no screen as well.  Standard library only: it may run before
the virtual environment exists.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from pathlib import Path

# What to look for -> the package that brings it on Debian 12 and Ubuntu 24.04.
ANY_WINDOW = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
}
X11 = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
}
WAYLAND = {
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
}
X_SERVER = {"Xvfb": "xvfb", "xauth": "xauth", "xdotool": "xdotool"}


def has_library(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def missing_packages(purpose: str) -> list[str]:
    libraries = dict(ANY_WINDOW)
    if purpose == "tests" or os.environ.get("DISPLAY"):
        libraries |= X11
    if purpose == "window" and os.environ.get("WAYLAND_DISPLAY"):
        libraries |= WAYLAND
    missing = [package for name, package in libraries.items() if not has_library(name)]
    if purpose == "tests":
        missing += [package for name, package in X_SERVER.items() if shutil.which(name) is None]
    return missing


def main() -> int:
    purpose = sys.argv[1]
    if not sys.platform.startswith("linux"):
        return 0
    missing = missing_packages(purpose)
    if not missing:
        return 0
    installed = subprocess.run([str(Path(__file__).with_name("install")), *missing], check=False)
    if installed.returncode:
        return installed.returncode
    missing = missing_packages(purpose)
    if missing:
        print(f"Installed, and still not found: {' '.join(missing)}", file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
