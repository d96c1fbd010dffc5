"""The kind of therapy, its product and components; what is only background stays silent."""

from __future__ import annotations

import pytest

from curator.suggest.elsewhere import elsewhere
from tests.suggest.articles import article
from tests.suggest.fields.biology import proposed, reported, study


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("The team treated mice with CAR-T cells.", "car_t"),
        ("We infused chimeric antigen receptor T cells into 12 patients.", "car_t"),
        ("We show that T cells expressing a CAR cleared tumors.", "car_t"),
        ("Nanoparticles that carry a chimeric antigen receptor were injected.", "car_t"),
        ("The team gave CAR NK cells to 11 patients.", "car_nk"),
        ("Patients received natural killer cells expressing an anti-CD19 CAR.", "car_nk"),
        ("The researchers tested CAR macrophages in 14 patients.", "car_m"),
        ("Patients received T cells engineered to express a T-cell receptor.", "tcr_t"),
        ("Patients received tumor-infiltrating lymphocytes grown from their tumors.", "til"),
        ("Patients received the checkpoint inhibitor pembrolizumab.", "checkpoint_inhibitor"),
        ("Patients received an anti-PD-1 antibody every three weeks.", "checkpoint_inhibitor"),
        ("Patients received a bispecific T-cell engager weekly.", "bispecific"),
        ("The researchers gave a personalized cancer vaccine to 16 patients.", "vaccine"),
        ("The team tested a combination immunotherapy in preclinical models.", "combination"),
        ("Patients received high-dose interleukin-2 for five days.", "cytokine"),
    ],
)
def test_class_is_read_from_what_was_given(text: str, key: str) -> None:
    assert reported(study(text), "therapy_class") == [key]


@pytest.mark.parametrize(
    "text",
    [
        "Six CAR T therapies were approved by the Food and Drug Administration.",
        "Previous studies used CAR T cells.",
        "The team plans to test CAR T cells next year.",
        "Patients received an influenza vaccine before the season.",
        "A car drove by while patients were treated.",
        "TILs were counted in biopsies of 40 patients.",
    ],
)
def test_background_plans_and_other_things_name_no_class(text: str) -> None:
    assert reported(study(text), "therapy_class") == []


def test_an_explanation_without_a_study_is_silent() -> None:
    text = (
        "How immunotherapy works: a guide\n\nIn CAR T-cell therapy, T cells are changed so that "
        "they recognize a protein on cancer cells, often CD19. Checkpoint inhibitors block PD-1.\n"
    )
    for field in ("therapy_class", "target_antigen", "organism", "disease", "stage"):
        assert proposed(text, field) == []


def test_two_drugs_given_together_are_a_combination() -> None:
    text = study(
        "The combination of nivolumab and ipilimumab was given to 40 patients.",
        headline="Nivolumab plus ipilimumab slows melanoma in 40 patients",
    )
    assert reported(text, "therapy_class") == ["combination"]


def test_components_are_the_targets_of_a_list() -> None:
    text = study(
        "Researchers tested a combination immunotherapy strategy in mice targeting:\n"
        "- PD-1\n- CTLA-4\n- LAG3\n"
    )
    assert reported(text, "component") == ["PD-1", "CTLA-4", "LAG3"]


def test_what_components_do_together() -> None:
    text = study("The combination immunotherapy had a synergistic effect in mice.")
    assert reported(text, "interaction") == ["synergistic"]


def test_product_is_a_code_that_was_given() -> None:
    text = study(
        "Patients received QRT-101, an investigational CAR T cell therapy. QRT-101 was safe."
    )
    assert reported(text, "product_name") == ["QRT-101"]


def test_product_is_not_a_trial_a_protein_or_a_background_brand() -> None:
    text = study(
        "The first CAR T cell therapy, Kymriah, was approved by the FDA. In NCT01234567 and "
        "KEYNOTE-189, patients received CAR T cells against CD19 and IL-12."
    )
    assert reported(text, "product_name") == []


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("The team rewired macrophages. The cells carry a chimeric antigen receptor.", "car_m"),
        ("They took monocytes and brought in a chimeric antigen receptor.", "car_m"),
        ("Patients received NK cells from cord blood that carry a CAR for CD70.", "car_nk"),
        ("A chimeric antigen receptor was put into macrophages.", "car_m"),
        # whose the receptor is not: what it acts on, or what is drawn in
        ("CAR T cells reached tumors. They killed macrophages there.", "car_t"),
        ("T cells with a chimeric receptor against macrophages were given to mice.", "car_t"),
        ("The team built a CAR against tumor-associated macrophages.", "car_t"),
        # given off by cells: cargo
        ("Mice got CAR T cells that release a bispecific antibody against EGFR.", "car_t"),
        ("Patients received CAR T cells. They put out bispecific T-cell engagers.", "car_t"),
        # tried before, or said of all such treatments
        ("Patients whose myeloma came back after CAR T cells got teclistamab.", "bispecific"),
        ("Patients received teclistamab. CAR T cells take weeks to make.", "bispecific"),
        ("Monocytes were given a chimeric antigen receptor. CAR T cells would fail.", "car_m"),
        # named only in a comparison
        (
            "The team engineered T cells. They cleared tumors faster than CAR T cells.",
            "car_t",
        ),
        ("Patients took capsules made from stool of healthy donors.", "other"),
        ("Regulatory T cells were infused into patients with low-dose IL-2.", "other"),
        ("Patients got an antibody against PD-1 and an IL-2 variant.", "combination"),
        ("T cells, into which a virus brings a T cell receptor, were infused.", "tcr_t"),
        ("Surgeons grew lymphocytes taken from the tumor and gave them back.", "til"),
    ],
)
def test_class_is_that_of_the_cells_and_of_what_was_tried(text: str, key: str) -> None:
    assert reported(study(text + " The patients had cancer."), "therapy_class") == [key]


def test_cells_without_a_word_of_their_receptor_are_no_car_t() -> None:
    text = "The team engineered yeast. It worked better than CAR T cells, they think."
    assert reported(study(text), "therapy_class") == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Patients received the cancer vaccine, which is called KNC-NeoVax.", "KNC-NeoVax"),
        ("We constructed Ad-15S, an oncolytic virus, and gave it to mice with cancer.", "Ad-15S"),
        ("We evaluated oHSV-cIL12, an oncolytic virus, in dogs with cancer.", "oHSV-cIL12"),
        ("Patients got huCART19-IL18, CAR T cells that last.", "huCART19-IL18"),
        ("Patients were treated with the CAR T product lexileucel.", "lexileucel"),
        ("Azer-cel, CAR T cells of donors, was given to 12 patients.", "Azer-cel"),
        ("Patients received the peptide vaccine evasotide.", "evasotide"),
        ("An oncolytic virus, vernoparepvec, was injected into cancer.", "vernoparepvec"),
        ("The company said that FRT-771 shrank tumors. The CAR T cells last.", "FRT-771"),
        ("We treated 12 patients with blinatumomab, a bispecific antibody.", "blinatumomab"),
    ],
)
def test_products_of_any_shape_are_named(text: str, name: str) -> None:
    assert reported(study(text), "product_name") == [name]


@pytest.mark.parametrize(
    "text",
    [
        "Patients received CAR T cells against a protein called KLR-G1b.",
        "Patients received CAR T cells. A nucleotide was changed in the gene.",
        "Mice of a strain called FX-12b received CAR T cells.",
        "The Tebentafusp-like bispecific antibody was given to mice.",
        "Patients received CAR T cells; three took semaglutide for diabetes.",
        "Patients received a bispecific antibody and interleukin.",
    ],
)
def test_proteins_strains_and_other_drugs_are_no_products(text: str) -> None:
    assert reported(study(text), "product_name") == []


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Together the two worked far better than the sum of their parts.", "synergistic"),
        ("The two drugs reinforced each other.", "synergistic"),
        ("The effects of the two simply added up.", "additive"),
        ("In the mice the drugs cancelled each other out.", "antagonistic"),
    ],
)
def test_what_parts_do_together_in_everyday_words(text: str, key: str) -> None:
    pair = "Patients received a combination of an antibody against PD-1 and one against LAG-3."
    assert reported(study(f"{pair} {text}"), "interaction") == [key]
    assert reported(study(f"Patients received pembrolizumab. {text}"), "interaction") == []


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Zelvotamig binds CD19 with one arm and CD3 with the other.", "bispecific"),
        ("Cells of 11 women were given the gene of a T cell receptor that sees E7.", "tcr_t"),
        ("Stromal cells of unrelated donors were infused into children.", "other"),
        ("A long-acting form of interleukin-15 activated natural killer cells.", "cytokine"),
        ("Patients got natural killer cells. They had been armed with a CAR.", "car_nk"),
        ("CAR T cells beat blinatumomab in patients.", "car_t"),
    ],
)
def test_kinds_told_by_what_they_do(text: str, key: str) -> None:
    assert reported(study(text + " The patients had cancer."), "therapy_class") == [key]


@pytest.mark.parametrize(
    "text",
    [
        "T cells are taken from the patient, given a new T cell receptor that latches on to PRAME.",
        (
            "The scientists have isolated a T cell receptor that recognizes PRAME and shown that T "
            "cells"
            " with it clear tumors in mice."
        ),
        "They identified a TCR against KRAS G12D and moved it into T cells, which cured mice.",
        "The patients' lymphocytes were equipped with a T-cell receptor against MAGE-A4.",
        "T cells carrying a natural T cell receptor were infused into ten patients with melanoma.",
        "The researchers put a T-cell receptor from a healthy donor into the patient's cells.",
        "Into these T cells the team inserted a high-affinity T cell receptor for NY-ESO-1.",
        "Patients received T cells that were engineered to carry a TCR.",
        "The team gave T cells a T cell receptor that sees WT1. Mice with leukemia were cured.",
    ],
)
def test_t_cells_that_are_given_a_receptor_of_t_cells(text: str) -> None:
    assert reported(study(text), "therapy_class") == ["tcr_t"]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("The T cell receptor repertoire of 20 patients with melanoma was sequenced.", []),
        ("The researchers analysed which T cell receptors the patients with lymphoma had.", []),
        ("The cancer vaccine induced T cells with many T cell receptors in mice.", ["vaccine"]),
        (
            "Unlike a T cell receptor, a CAR sees whole proteins. Patients got CAR T cells.",
            ["car_t"],
        ),
    ],
)
def test_receptors_that_are_only_looked_at_are_no_treatment(text: str, keys: list[str]) -> None:
    assert reported(study(text), "therapy_class") == keys


@pytest.mark.parametrize(
    "text",
    [
        "The therapy, zorbatamab, known as Zorb, has cleared lymphoma in nine of 12 patients.",
        "The vaccine is called Nordavax and has kept melanoma away in half of the patients.",
    ],
)
def test_a_treatment_that_gets_its_name_is_the_studys(text: str) -> None:
    read = article(study(text))
    told = next(one for one in read.sentences if one.text.startswith(text[:20]))
    assert told.number not in elsewhere(read)


@pytest.mark.parametrize(
    "text",
    [
        (
            "Mice with glioma got a herpes virus that makes interleukin-12. Checkpoint inhibitors"
            " do little here. With an antibody against PD-1, 16 of 20 mice survived."
        ),
        (
            "An oncolytic adenovirus was tested in 24 patients with melanoma that had progressed on"
            " the checkpoint inhibitors nivolumab or pembrolizumab."
        ),
        (
            "Mice got an engineered strain of E. coli. Checkpoint inhibitors were given too."
            " Antibodies against CD47 shrank fewer tumours."
        ),
        (
            "The tumour-killing poxvirus cured 8 of 10 mice with cancer. An antibody against PD-L1,"
            " a checkpoint inhibitor, was given as well."
        ),
    ],
)
def test_what_helps_a_virus_or_bacteria_is_not_the_treatment(text: str) -> None:
    assert reported(study(text), "therapy_class") == ["other"]


@pytest.mark.parametrize(
    "text",
    [
        (
            "Patients with cancer received the checkpoint inhibitor pembrolizumab. Adenovirus"
            " infection was found in two."
        ),
        (
            "Patients with cancer received the checkpoint inhibitor nivolumab. Herpes virus flared"
            " in one of them."
        ),
    ],
)
def test_a_virus_that_is_an_infection_is_no_treatment(text: str) -> None:
    assert reported(study(text), "therapy_class") == ["checkpoint_inhibitor"]
