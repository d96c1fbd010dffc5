"""What became of so many, told as newspapers, hospitals and companies tell it; and what is none."""

from __future__ import annotations

import pytest

from curator.domain.claims import REPORTED
from curator.suggest.fields import outcomes
from curator.suggest.values import Suggestion
from tests.suggest.articles import FORM, article

_HEAD = (
    "T cells against cancer\n\nResearchers tested an experimental T cell therapy in a trial. "
    "The team published the results in a journal.\n\n"
)


def reported(text: str) -> list[Suggestion]:
    read = article(_HEAD + text)
    found = [one for rule in outcomes.RULES.values() for one in rule(read, FORM)]
    return [one for one in found if one.status == REPORTED]


COUNTED = [
    ("Eleven patients took part. Nine of them were still alive two years later.", "Nine"),
    ("Ten children were infused. 7 of them were still free of leukemia.", "7 of them"),
    ("Six men were treated. In three of them the cancer has come back.", "three of them"),
    ("The scans were repeated, and in five of them it had disappeared.", "five of them"),
    ("Of these, six had no trace of the disease after half a year.", "six"),
    ("Seven of those treated no longer needed insulin.", "Seven"),
    ("In the other four, the lesions stopped growing.", "four"),
    ("The disease remained stable in a further five patients.", "five"),
    ("The tumors held steady in another three people.", "three"),
    ("Only two of the mice grew new tumors.", "two"),
    ("Skin lesions healed in all six patients.", "six"),
    ("Kidney function returned to normal in all five children.", "five"),
    ("Muscle strength got better in four of the seven patients.", "four"),
    ("The tumors disappeared in every one of the animals.", "disappeared"),
    ("None of them developed metastases.", "None"),
    ("None of the vaccinated monkeys became infected.", "None"),
    ("All of the mice that got no cells had become diabetic within a month.", "All"),
    ("In 17 of the 40 women, the vaccine sparked a strong response of T cells.", "17 of the 40"),
    ("The shots awakened killer cells against the tumor in eight of 12 participants.", "eight"),
    ("In nine of 14 volunteers the treatment led to a powerful immune reaction.", "nine"),
    ("Doctors found no cancer cells at all in 61% of the patients.", "61%"),
    ("No living tumor was left in 14 of 22 patients.", "14 of 22"),
    ("In more than 60 percent of the patients, nothing was left of the tumor.", "60 percent"),
    ("At one year, 64% of the patients had not relapsed.", "64%"),
    ("After 18 months, 58 per cent of them had not got worse.", "58 per cent"),
    ("At two years the disease had not returned in 71% of patients.", "71%"),
    ("The cancer stayed away in 12 of 15 patients.", "12 of 15"),
    ("The lymphoma melted away in 8 of 13 patients.", "8 of 13"),
    ("The therapy wiped out all signs of leukemia in 19 of 25 children.", "19 of 25"),
    ("The injections halted the growth of the tumors in six out of ten patients.", "six out of"),
    ("The infusions made lymphomas melt away completely in two out of three dogs.", "two out of"),
    ("The response rate was 40% (8 of 20), including three complete responses.", "three complete"),
    ("There were four partial responses and one complete response.", "four partial"),
    ("Seven patients responded, with two complete and five partial remissions.", "two complete"),
    (
        "Nine adults with severe lupus at two hospitals have been able to give up all drugs.",
        "Nine adults",
    ),
    (
        (
            "Five women from two hospitals with advanced cancer of the ovary are alive three years "
            "after a single infusion."
        ),
        "Five women",
    ),
    ("Six of nine patients went back to work.", "Six of nine"),
    ("Eleven of them could give up their walking aids.", "Eleven"),
    ("Three patients walked without a stick after a year.", "Three"),
    ("Two of the children relapsed, but in both the disease came under control again.", "Two"),
    ("T cells against the tumor were detected in the blood of 79% of the patients.", "79%"),
    ("Nearly half responded to the combination, three of them completely.", "combination, three"),
    ("The particles removed 95% of the B cells from the blood.", "95%"),
    ("The armed cells destroyed 80 percent of the cancer cells in the dish.", "80 percent"),
    ("The cells depleted B cells within three days.", "three days"),
    ("The vaccine cleared the virus within two weeks.", "two weeks"),
    ("The tumor came back about seven months later.", "seven months"),
    ("The B cells returned five weeks later.", "returned"),
    (
        "The cells lasted 40 days in most patients, twice as long as in our earlier study.",
        "40 days",
    ),
    ("Two years on, 14 of the 19 children have had no further attacks.", "14 of the 19"),
    ("Only one of the vaccinated monkeys caught the virus.", "one of the vaccinated"),
    ("In the dish, the cells wiped out 9 out of 10 tumor organoids.", "9 out of 10"),
    ("The treatment worked in 11 of 16 dogs.", "11 of 16"),
    ("The average number of flares per year fell from 3.1 to 0.4.", "0.4"),
    ("Of the first six men treated, five have no sign of the disease.", "five"),
    ("For one patient the scans have been clear for three years.", "three years"),
    ("Seven have since died of their cancer.", "Seven"),
    ("Antibodies to the virus had vanished in 18 of 20 patients.", "18 of 20"),
]


@pytest.mark.parametrize(("sentence", "words"), COUNTED)
def test_what_became_of_so_many_is_an_outcome(sentence: str, words: str) -> None:
    assert any(words in one.quote for one in reported(sentence)), reported(sentence)


NO_OUTCOME = [
    "Eleven of them had received chemotherapy before.",
    "Twelve of them were women.",
    "Nine of them came from Spain.",
    "In four of them, the dose had to be lowered.",
    "Three of them had diabetes.",
    "All seven patients had failed at least two drugs.",
    "Twenty patients whose melanoma had come back after surgery took part.",
    "14 patients with lymphoma that had returned after chemotherapy were given the cells.",
    "18 people with sarcoma that had progressed on chemotherapy received the infusion.",
    "Eight of the patients had already had a transplant.",
    "In six of the ten volunteers the cells were made from frozen blood.",
    "Most of the 36 patients had cancer that had spread to the liver.",
    "In 12 of the 30 patients, the tumor carried the mutation.",
    "The mutation was found in 40% of the patients.",
    "The trial will include 60 patients in whom the cancer has come back.",
    "Seven patients withdrew before the infusion, and two moved abroad.",
    "The receptor binds its target ten times more tightly than the natural one.",
    "Each year 23,000 people are diagnosed, and fewer than one in ten survive the disease.",
    "Four of the patients had tumors that had come back after surgery.",
    "A fifth of the patients had to be given steroids for side effects.",
    "The cells could not be made for three of the patients.",
    "For patients whose cancer has spread, the average survival is about one year.",
    "Without treatment, life expectancy is about six months, which has not changed.",
    "The cells recognize a protein that is found on more than 80% of kidney cancers.",
    "They target a molecule that is present on 70% of tumors but absent from healthy tissue.",
    "Cytokine release syndrome was severe in one child, and the symptoms went away within a day.",
    "Two patients had cytokine release syndrome; both recovered.",
    "Normally about a third of such patients have a relapse within three years.",
    "As a rule, 30 percent of these children relapse within two years of treatment.",
    "If nothing is done, half of the patients die within a year, even when they have had surgery.",
    "Ordinarily 20% of these patients are alive after five years, the doctor explained.",
]


@pytest.mark.parametrize("sentence", NO_OUTCOME)
def test_how_they_were_or_what_is_so_in_general_is_no_outcome(sentence: str) -> None:
    assert [one.quote for one in reported(sentence)] == []


HARMED = [
    "Three patients had serious infections, one of them fatal.",
    "One patient had a severe allergic reaction to the drug.",
    "Four patients needed long-term replacement of hormones.",
    "Two patients had to be treated in hospital for an infection.",
    "Five patients developed shingles.",
    "One man had a heart attack.",
    "Three patients needed oxygen, and one was moved to intensive care.",
    "Four patients required hydrocortisone tablets.",
    "In two patients the liver was inflamed.",
    "Six of them became confused for a few days.",
    "Two women suffered blood clots.",
    "One boy developed pneumonia.",
    "Five of the mice lost weight.",
    "Eight patients experienced low blood counts.",
    "One participant had a mild swelling of the arm.",
    "A third of the patients had chills on the first day.",
    "Two dogs had inflammation of the liver.",
    "One patient died of sepsis.",
]


@pytest.mark.parametrize("sentence", HARMED)
def test_counted_harm_is_no_outcome(sentence: str) -> None:
    assert [one.quote for one in reported(sentence)] == []


SECOND = [
    (
        (
            "Median survival was 52 days with the armed cells, 38 days with the plain cells and 21 "
            "days with saline."
        ),
        ("52", "38", "21"),
    ),
    (
        ("Tumors vanished in 80% of mice given both, 30% of those given cells, 10% of controls."),
        ("80", "30", "10"),
    ),
    (
        (
            "After a year, 78 per cent of the mice were free of tumors. In the control group it "
            "was 41 per cent."
        ),
        ("78", "41"),
    ),
    (
        (
            "At 20 weeks, 90% of the vaccinated animals were alive. Among those on placebo, the "
            "figure was 22%."
        ),
        ("90", "22"),
    ),
    (
        (
            "In the armed group, 70% of the mice survived. That compares with 12% of the mice that "
            "received plain cells."
        ),
        ("70", "12"),
    ),
    (
        "Survival was 12.4 months in the vaccine arm but only 8.1 months in the control arm.",
        ("12.4", "8.1"),
    ),
    ("The response rate was 45% in melanoma, 22% in kidney cancer.", ("45", "22")),
]


@pytest.mark.parametrize(("text", "values"), SECOND)
def test_the_other_groups_have_rows_of_their_own(text: str, values: tuple[str, ...]) -> None:
    assert [one.parts["value"] for one in reported(text)] == list(values)


NOT_REACHED = [
    "Median survival was 31 days in the plain group and had not been reached in the armed group.",
    "Median survival was 9 months with chemotherapy and has not yet been reached with the cells.",
    "Median progression-free survival has yet to be reached.",
]


@pytest.mark.parametrize("sentence", NOT_REACHED)
def test_a_median_that_is_not_reached_is_an_outcome(sentence: str) -> None:
    assert any("reached" in one.quote for one in reported(sentence))


LASTED = [
    ("The cells could still be found in the blood for a year.", "year"),
    ("CAR T cells were detected in the bone marrow for as long as 18 months.", "18 months"),
    ("The engineered cells were found in the blood up to 9 months after the infusion.", "9 months"),
    ("The infused cells remained detectable for up to two years.", "two years"),
    ("The cells were present in the blood for three months.", "three months"),
    ("Antibodies were still measurable nine months after the last dose.", "nine months"),
    ("The transferred cells circulated for more than 200 days.", "200 days"),
    ("The cells persisted for 28 days or longer in most patients.", "28 days"),
    ("The receptor cells stayed in the body for at least six months.", "six months"),
]


@pytest.mark.parametrize(("sentence", "words"), LASTED)
def test_how_long_the_cells_stayed_is_an_outcome(sentence: str, words: str) -> None:
    assert any(words in one.quote for one in reported(sentence))


NOT_LASTED = [
    "Samples were kept in the freezer for up to three months.",
    "Patients were seen in the clinic for up to 12 months.",
    "The cells were grown in the laboratory for two weeks.",
    "The patients were kept in hospital for ten days.",
    "The vaccine can be stored in the blood bank for six months.",
]


@pytest.mark.parametrize("sentence", NOT_LASTED)
def test_how_long_something_was_kept_or_watched_is_no_outcome(sentence: str) -> None:
    assert [one.quote for one in reported(sentence)] == []


FOLDS = [
    ("The armed cells killed four times as many tumor cells as the plain ones.", "four times"),
    ("They engulfed three times as many of them as ordinary macrophages did.", "three times"),
    ("Treated mice had twice as many T cells in their tumors.", "twice"),
    ("Tumors in the treated animals were half as large as in the controls.", "half"),
    ("The vaccinated group produced ten times more antibodies.", "ten times"),
    ("The new cells released three times more interferon than ordinary CAR T cells.", "three"),
    ("The mice with the new cells lived three times longer.", "three times"),
    ("The number of CD8 T cells in the tumor had risen four-fold.", "four-fold"),
    ("The tumors shrank to a fifth of their size.", "a fifth"),
]


@pytest.mark.parametrize(("sentence", "words"), FOLDS)
def test_so_many_times_as_much_is_an_outcome(sentence: str, words: str) -> None:
    assert any(words in one.quote for one in reported(sentence)), sentence


NO_FOLDS = [
    "The treatment costs three times as much as surgery.",
    "The antibody was given three times as often as before.",
    "The second group received twice as many cells.",
    "The team hired four times as many people as last year.",
    "The trial enrolled twice as many patients as planned.",
]


@pytest.mark.parametrize("sentence", NO_FOLDS)
def test_so_many_times_the_cost_or_dose_is_no_outcome(sentence: str) -> None:
    assert [one.quote for one in reported(sentence)] == []
