"""A handful of terms, written by hand for tests."""

from __future__ import annotations

from pathlib import Path
from typing import Final

ROWS: Final = {
    "cells": (
        "CL:0000000\tcell\t\t",
        "CL:0000235\tmacrophage\t\tCL:0000000",
        "TEST:0000001\ttumor-associated macrophage\tTAM|tumour-associated macrophage\tCL:0000235",
        "CL:0000084\tT cell\tT lymphocyte\tCL:0000000",
        "CL:0000625\tCD8+ T cell\tcytotoxic T cell\tCL:0000084",
    ),
    "cytokines": (
        "TEST:0000012\tIL-12\tinterleukin-12\t",
        "TEST:0000018\tIL-18\tinterleukin-18\t",
        "TEST:0000019\tTNF-alpha\ttumor necrosis factor\t",
    ),
    "organisms": (
        "NCBITaxon:10090\tmouse\tmice|murine\t",
        "NCBITaxon:9606\thuman\tpatient|people\t",
    ),
    "diseases": (
        "MONDO:0000001\tdisease\t\t",
        "MONDO:0004992\tcancer\t\tMONDO:0000001",
        "MONDO:0008903\tlung cancer\t\tMONDO:0004992",
        "MONDO:0008170\tovarian cancer\t\tMONDO:0004992",
    ),
    "journals": ("ISSN:1535-6108\tCancer Cell\t\t", "ISSN:0092-8674\tCell\t\t"),
    "antigens": ("HGNC:1633\tCD19\t\t",),
    "institutions": ("ROR:04a9tmd77\tIcahn School of Medicine at Mount Sinai\tIcahn\t",),
}


def write_vocabularies(folder: Path) -> Path:
    """Write them below that folder; returns the folder that holds the files."""
    target = folder / "vocabularies"
    target.mkdir(exist_ok=True)
    for name, rows in ROWS.items():
        lines = (f"# vocabulary {name} release test-1", "id\tlabel\tsynonyms\tparents", *rows)
        (target / f"{name}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return target
