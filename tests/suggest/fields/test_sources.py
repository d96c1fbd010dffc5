"""Cell source, vector, route, receptor and model."""

from __future__ import annotations

import pytest

from tests.suggest.fields.biology import car_t_study, part, proposed, reported, statuses, study


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("They collected T-cells from each patient and modified them.", "autologous"),
        ("An autologous CAR T-cell product was given.", "autologous"),
        ("The cells are an allogeneic, off-the-shelf product.", "allogeneic"),
        ("The CAR T cells were made from the blood of unrelated donors.", "allogeneic"),
        ("The product is derived from induced pluripotent stem cells.", "ipsc"),
        ("Cord blood-derived cells were infused.", "cord_blood"),
    ],
)
def test_cell_source_of_the_study(text: str, source: str) -> None:
    assert reported(car_t_study(text), "cell_source") == [source]


def test_general_explanation_of_the_method_is_unclear() -> None:
    text = car_t_study("Such cells are engineered from a patient's own T cells.")
    assert statuses(text, "cell_source") == ["unclear"]


def test_stem_cell_transplants_are_no_cell_source() -> None:
    text = car_t_study("Some had relapsed after an allogeneic stem cell transplant.")
    assert proposed(text, "cell_source") == []


def test_antibodies_have_no_cell_source() -> None:
    text = study("Patients received nivolumab after autologous cells.")
    assert proposed(text, "cell_source") == []


@pytest.mark.parametrize(
    ("text", "vector"),
    [
        ("The gene was delivered with a gammaretroviral vector.", ["retrovirus"]),
        ("T cells were transduced with a lentiviral vector.", ["lentivirus"]),
        ("Particles carried mRNA encoding the receptor.", ["mrna"]),
        ("The receptor was inserted with CRISPR at one site.", ["crispr"]),
        ("CRISPR removed one gene.", []),
    ],
)
def test_vector(text: str, vector: list[str]) -> None:
    assert reported(car_t_study(text), "vector") == vector


@pytest.mark.parametrize(
    ("text", "route"),
    [
        ("Patients received a single intravenous infusion.", ["intravenous"]),
        ("The cells were injected intratumorally.", ["intratumoral"]),
        ("The cells were infused into the ventricles of the brain.", ["intraventricular"]),
        ("Mice with subcutaneous tumors were treated.", []),
    ],
)
def test_route(text: str, route: list[str]) -> None:
    assert reported(car_t_study(text), "route") == route


def test_receptor_by_its_parts() -> None:
    text = car_t_study("The tandem CAR has a 4-1BB costimulatory domain.")
    (one,) = proposed(text, "car_design")
    assert dict(one.parts) == {"costimulation": "4-1bb", "logic": "tandem"}


def test_receptor_of_an_approved_product_is_silent() -> None:
    text = car_t_study("Approved products have a CD28 costimulatory domain.")
    assert proposed(text, "car_design") == []


def test_model_by_strain_and_cell_line() -> None:
    text = study("NSG mice with AsPC\u20111 tumors were treated.")
    assert reported(text, "model") == ["NSG"]
    assert part(text, "model", "cell_line") == ["AsPC\u20111"]


def test_model_without_strain_is_vague() -> None:
    text = study("It was tested in aggressive models of metastatic ovarian cancer.")
    (one,) = proposed(text, "model")
    assert (one.status, one.quote) == ("vague", "aggressive models of metastatic ovarian cancer")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("The team took monocytes from each patient and changed them.", "autologous"),
        ("Cells taken from each of 14 patients were fitted with it.", "autologous"),
        ("The company's product is made of a patient's own T cells.", "autologous"),
        ("CAR T cells, T cells from healthy volunteers, were infused.", "allogeneic"),
        ("Patients were given the cells of a healthy relative.", "allogeneic"),
    ],
)
def test_whose_cells_in_lay_words(text: str, key: str) -> None:
    assert reported(car_t_study(text), "cell_source") == [key]


@pytest.mark.parametrize(
    "text",
    [
        "An off-the-shelf version was being developed.",
        "Autologous CAR T therapies take weeks to make.",
        "CAR T therapy is made of a patient's own T cells.",
        "The healthy volunteers were asked for consent.",
    ],
)
def test_plans_and_explanations_say_of_no_cells_whose_they_were(text: str) -> None:
    assert reported(car_t_study(text), "cell_source") == []


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        (
            "For each patient, T lymphocytes were extracted from the blood and modified.",
            ["autologous"],
        ),
        ("From each child, T cells were collected and sent to the laboratory.", ["autologous"]),
        (
            "The T cells are taken from the child's blood and equipped with a receptor for GD2.",
            ["autologous"],
        ),
        ("T cells were drawn from the girl's blood.", ["autologous"]),
        ("Lymphocytes were isolated from the patients' blood and edited.", ["autologous"]),
        ("The cells were removed from the dog's tumor and multiplied.", ["autologous"]),
        ("Cells were harvested from his blood and altered.", ["autologous"]),
        ("The T cells came from the blood of the patient's sister.", ["allogeneic"]),
        ("The cells were grown from the umbilical cord blood of a donor.", ["cord_blood"]),
        ("In this therapy, T cells are taken from a patient's blood and reprogrammed.", []),
        ("Blood was taken from each patient to measure the cells.", []),
        ("Cells were isolated from the patients' tumors and sequenced.", []),
    ],
)
def test_from_whom_cells_were_taken(text: str, keys: list[str]) -> None:
    assert reported(car_t_study(text), "cell_source") == keys


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        (
            "In mice bearing human kidney tumors, the cells worked.",
            "mice bearing human kidney tumors",
        ),
        ("The cells cured mice with advanced ovarian cancer.", "mice with advanced ovarian cancer"),
        ("They treated tumor-bearing mice with the cells.", "tumor-bearing mice"),
        ("Diabetic mice got the cells.", "Diabetic mice"),
    ],
)
def test_animals_by_their_illness_are_a_vague_model(text: str, quote: str) -> None:
    found = proposed(car_t_study(text), "model")
    assert [(one.status, one.quote) for one in found] == [("vague", quote)]


@pytest.mark.parametrize("text", ["Mice got the cells.", "Patients with melanoma got the cells."])
def test_mice_alone_are_no_model(text: str) -> None:
    assert proposed(car_t_study(text), "model") == []
