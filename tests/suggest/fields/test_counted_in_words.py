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


@pytest.mark.parametrize(
    "sentence",
    [
        "Two years on, 14 of the 19 children have had no further attacks.",
        "Roughly three in four women were free of recurrence after five years.",
        "At the end of the trial, 41% of those who got the combination had no detectable disease.",
        "The tumours of seven patients shrank by at least 30 percent.",
        "Five patients saw their tumours disappear altogether.",
        "Only one of the vaccinated monkeys caught the virus.",
        "The virus stayed below the limit of detection in four of six animals.",
        "Eighteen months after the last injection, 12 of the 15 participants still had antibodies.",
        "The median time to progression was 9.3 months.",
        "Patients lived a median of 21 months, compared with 14 months for those on chemotherapy.",
        "Those who received both drugs lived 6.2 months longer.",
        "The risk of death was cut by 38 percent.",
        "The combination lowered the risk of recurrence by 44%.",
        "Tumour growth was slowed by about two thirds.",
        "More than eight in ten patients responded.",
        "Nine out of ten patients went into remission.",
        "All 12 mice that received the engineered cells survived to day 90.",
        "None of the untreated animals lived beyond day 35.",
        "The number of lung metastases fell from 46 to 5.",
        "The engineered NK cells killed 85% of the leukemia cells within four hours.",
        "In the dish, the cells wiped out 9 out of 10 tumour organoids.",
        "Insulin needs dropped by 63%.",
        "Six participants could stop injecting insulin.",
        "The proportion of patients in remission rose from 22% to 57%.",
        "Half of the patients were still alive after 17 months.",
        "The treatment worked in 11 of 16 dogs.",
        "Ten of 16 patients benefited.",
        "The vaccine protected 94% of the mice.",
        "After a second dose, antibody levels were 12 times higher.",
        "The number of tumour-infiltrating T cells tripled.",
        "One patient has been in remission for more than six years.",
        "The disease came back in four patients, on average after eight months.",
        "Four patients relapsed after a median of 11 months.",
        "The survival rate at 24 months was 53%.",
        "The two-year survival rate was 81 per cent versus 62 per cent.",
        "Responses were seen in 31% of patients, and in 9% the cancer vanished entirely.",
        "Eight of 20 patients had a partial response and two a complete one.",
        "The treatment brought the disease under control in 15 of 18 children.",
        "Blood tests of nine patients showed no leukaemia cells a month after the infusion.",
        "Three quarters of the mice remained tumour-free for the rest of the study.",
        "In 60% of participants the plaques had cleared by week 16.",
        "The average number of flares per year fell from 3.1 to 0.4.",
        "Of the first six men treated, five have no sign of the disease.",
        "Levels of the autoantibody became undetectable in 8 of the 10 patients.",
        "Participants' pain score dropped by 3.4 points.",
        "For one patient, a 62-year-old woman, the scans have been clear for three years.",
        "PSA fell by more than half in nine men.",
        "Cells with the new receptor released 5.6 times as much interferon gamma.",
        "Mice given the combination survived twice as long as those given either alone.",
        "The objective response rate among the 25 evaluable patients was 36 percent.",
        "Seven have since died of their cancer.",
        "A year later, two thirds of the patients were still off steroids.",
        "Tumors regressed completely in 70 percent of animals.",
        "The treated mice lived for 74 days on average, the others for 31.",
        "Ninety percent of the mice were cured.",
        "Fourteen of the 18 patients are alive, and ten show no sign of the cancer.",
        "In six of the nine monkeys the virus did not come back after the drugs were stopped.",
        "Only 8% of the vaccinated women got the infection again.",
        "The scans of 11 patients showed that their tumors had become smaller.",
        "Symptoms eased in two thirds of the participants.",
        "On average the tumors were 72 percent smaller than in untreated mice.",
        "The tumors of untreated mice were four times larger.",
        "In five of the seven patients, the doctors could no longer detect any cancer cells.",
        "83 percent of the patients were free of attacks after a year.",
        "A complete response was achieved by 27 percent of patients.",
        "The cells made tumors shrink in nine of eleven patients.",
        "Among the 30 patients, 12 responded, four of them completely.",
        "After one year 9 of 10 patients were still producing their own insulin.",
        "All but one of the patients improved.",
        "Seven out of eight mice survived the infection, while all control animals died.",
        "The skin of 22 patients cleared completely.",
        "The engineered macrophages took up six times as many cancer cells.",
        "Patients' average survival was extended from 9 to 14 months.",
        "The viral load fell a hundredfold.",
        "Seventeen people had at least a partial response.",
        "In the high-dose group, three of four patients reached remission.",
        "Median overall survival had not been reached at the time of analysis.",
        "Mice that received the cells lived on average 30 days longer.",
    ],
)
def test_results_as_they_are_told_anywhere(sentence: str) -> None:
    assert reported(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The team screened 2,400 antibodies before it found one that worked.",
        "About 15% of patients with this leukaemia carry the mutation.",
        "The study was paid for with 3.2 million euros.",
        "The patients had a median age of 58 years, and 60% were men.",
        "Manufacturing succeeded in 28 of 30 patients.",
        "The cells were made within nine days.",
        "Nearly a third of all breast cancers lack the receptor.",
        "Six patients had received a transplant before.",
        "Twelve of the 20 patients had metastases in the liver.",
        "The trial took place at 14 hospitals in five countries.",
        "More than 90 percent of the cells carried the receptor.",
        "The patients stayed in hospital for 12 days.",
        "Two patients left the study before treatment.",
        "Four of the patients had tumors that had come back after surgery.",
        "The mice were eight weeks old when they were injected with one million tumor cells.",
        "The vaccine has to be stored at minus 70 degrees.",
        "Patients were followed for a median of 20 months.",
        "Three dose levels were tested in 18 patients.",
        "The receptor binds its target ten times more tightly than the natural one.",
        "Half of the mice got the cells and the other half a salt solution.",
        "Seven patients had fever and three had low blood pressure.",
        "A fifth of the patients had to be given steroids for side effects.",
        "The company will receive 40 million dollars if 60% of patients respond.",
        "Two of the authors hold patents.",
        "CAR T cells cure about 40% of patients with lymphoma, but few with solid tumors.",
        "The tumors were 8 to 10 millimetres wide when treatment began.",
        "One in eight women develops breast cancer in her lifetime.",
        "The mutation is found in 12 percent of lung cancers.",
        "The trial is to include 60 patients, 30 of whom will get the vaccine.",
        "Patients were recruited at 12 hospitals between 2019 and 2022.",
        "About one in five patients does not respond to the standard drug.",
        "Of those, 34 percent carried the HLA type that is needed.",
        "Seven patients dropped out, three of them because they had moved.",
        "In 80% of cases the tumor is found too late.",
        "The cells were frozen for up to six months.",
        "Five of the patients had never been treated before.",
        "The vaccine contains up to 20 neoantigens.",
        "The new version is twice as strong as the old one.",
        "In two patients the cells had to be made again.",
        "The antibody was given to six patients who had no other options.",
        "The researchers looked at 1,200 genes in 40 tumors.",
        "Tumors of at least 5 millimetres were treated.",
        "Two of the mice escaped.",
        "Fewer than 20 percent of the patients in earlier trials responded.",
        "Most cancers of this type, about 70 percent, come back.",
        "Ten of the 24 patients were women.",
        "The four patients with the highest dose had a fever of 39 degrees.",
        "One of the patients, a 54-year-old teacher, had lived with the disease for 20 years.",
        "The trial is to show whether 40 percent of patients respond.",
    ],
)
def test_other_numbers_as_they_are_told_anywhere(sentence: str) -> None:
    assert [one.quote for one in reported(sentence)] == []
