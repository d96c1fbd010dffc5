"""The command line.  Never imports PySide6, but for starting the window."""
