"""Where the registry lies: tables, projections, full text, drafts, files."""
