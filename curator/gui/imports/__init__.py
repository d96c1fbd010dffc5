"""Bringing articles in: what may be dropped or pasted, the job, its report, watched folders."""
