"""News, releases and abstracts of a few sentences: what is proposed and what is not."""

from __future__ import annotations

from typing import Final, NamedTuple

import pytest

from tests.suggest.fields.biology import reported


class Told(NamedTuple):
    """A text, and what it tells of antigens, organism, therapy and diseases."""

    text: str
    antigens: tuple[str, ...] = ()
    organism: str = ""
    therapy: str = ""
    diseases: tuple[str, ...] = ()
    payload: tuple[str, ...] = ()


ARTICLES: Final = (
    Told(
        "CAR T cells in one case of rheumatoid arthritis\n"
        "\n"
        "Letter to the Editor. We describe a 52-year-old woman with rheumatoid arthritis. She "
        "received autologous CD19 CAR T cells and could walk after a month.",
        ("CD19",),
        "human",
        "car_t",
        ("rheumatoid arthritis",),
        (),
    ),
    Told(
        "Arlen Therapeutics Doses First Patient in Phase 1/2 Trial of ARL-201 for "
        "Refractory Lupus\n"
        "\n"
        "BOSTON, March 3, 2025 -- Arlen Therapeutics today announced that the first "
        "patient has been dosed in the Phase 1/2 RESOLVE trial evaluating ARL-201, its "
        "allogeneic CD19-directed CAR T candidate, for the treatment of refractory "
        "systemic lupus erythematosus.\n"
        "\n"
        '"Dosing our first patient is a milestone," said the chief executive. ARL-201 is '
        "made from healthy donor T cells. Data are expected next year.",
        ("CD19",),
        "human",
        "car_t",
        ("systemic lupus erythematosus",),
        (),
    ),
    Told(
        "Merida Pharma's bispecific shrinks tumors in small cell lung cancer\n"
        "\n"
        "Merida Pharma said on Monday that its experimental bispecific T-cell engager, "
        "MP-404, which binds DLL3 on tumor cells and CD3 on T cells, produced responses "
        "in 22 of 55 patients with relapsed small-cell lung cancer in a phase 2 trial.",
        (
            "CD3ε",
            "DLL3",
        ),
        "human",
        "bispecific",
        ("small cell lung cancer",),
        (),
    ),
    Told(
        "Novira announces publication of preclinical data on in vivo CAR-T\n"
        "\n"
        "CAMBRIDGE, Mass. – Novira Therapeutics today announced the publication in Nature"
        " Medicine of preclinical data showing that a single infusion of lipid "
        "nanoparticles carrying mRNA for a BCMA CAR reprogrammed T cells in the blood and"
        " eliminated plasma cells in cynomolgus monkeys. In humanized mice the "
        "nanoparticles cleared multiple myeloma tumors.",
        ("BCMA",),
        "cynomolgus monkey, mouse",
        "car_t",
        ("multiple myeloma",),
        (),
    ),
    Told(
        "Macrophages armed with a receptor take on HER2 tumors\n"
        "\n"
        "In a first-in-human trial, 14 people with HER2-overexpressing solid tumors "
        "received CAR macrophages directed against HER2. The cells were safe; the best "
        "outcome was stable disease in four patients. The macrophages reshaped the "
        "tumor's surroundings and activated T cells, the team reports in Nature Medicine.",
        ("HER2",),
        "human",
        "car_m",
        ("solid tumor",),
        (),
    ),
    Told(
        "Pembrolizumab before surgery helps head and neck cancer patients\n"
        "\n"
        "Giving the checkpoint inhibitor pembrolizumab before and after surgery "
        "lengthened event-free survival in patients with locally advanced head and neck "
        "squamous cell carcinoma, a trial of 714 people has found. The drug blocks PD-1, "
        "a brake on T cells.",
        ("PD-1",),
        "human",
        "checkpoint_inhibitor",
        ("head and neck squamous cell carcinoma",),
        (),
    ),
    Told(
        "Anti-BCMA CAR T-cell therapy in relapsed or refractory multiple myeloma\n"
        "\n"
        "Background: Preclinical studies suggest that bb2121 has potential. Methods: In "
        "this phase 1 study, we administered bb2121 as a single infusion at doses of 50 ×"
        " 10^6, 150 × 10^6, 450 × 10^6 or 800 × 10^6 CAR T cells. Results: Results for "
        "the first 33 consecutive patients are reported. The objective response rate was "
        "85%. Conclusions: We report the initial toxicity profile of a BCMA-directed "
        "cellular immunotherapy for patients with relapsed or refractory multiple "
        "myeloma.",
        ("BCMA",),
        "human",
        "car_t",
        ("multiple myeloma",),
        (),
    ),
    Told(
        "Base-edited CAR7 T cells\n"
        "\n"
        "Cytidine deamination that is guided by clustered regularly interspaced short "
        "palindromic repeats can mediate a highly precise conversion of one nucleotide "
        "into another. We used base editing to inactivate three genes encoding CD52 and "
        "CD7 receptors and the β chain of the αβ T-cell receptor to evade "
        "lymphodepletion. The edited cells were transduced to express a CAR with "
        "specificity for CD7, a protein that is expressed in T-cell acute lymphoblastic "
        "leukemia (ALL). The first patient, a 13-year-old girl, had molecular remission "
        "within 28 days after infusion of a single dose.",
        ("CD7",),
        "human",
        "car_t",
        ("T-cell acute lymphoblastic leukemia",),
        (),
    ),
    Told(
        "Tebentafusp in metastatic uveal melanoma\n"
        "\n"
        "In this open-label, phase 3 trial, we randomly assigned previously untreated "
        "HLA-A*02:01–positive patients with metastatic uveal melanoma in a 2:1 ratio to "
        "receive tebentafusp, a bispecific protein consisting of an affinity-enhanced "
        "T-cell receptor fused to an anti-CD3 effector that redirects T cells to target "
        "gp100-positive cells. A total of 378 patients were assigned.",
        ("gp100",),
        "human",
        "bispecific",
        ("uveal melanoma",),
        (),
    ),
    Told(
        "CAR T cells against heart scarring\n"
        "\n"
        "A single injection of nanoparticles let mice make their own CAR T cells against "
        "fibroblast activation protein. The T cells removed activated fibroblasts and "
        "restored heart function in mice with heart failure, University of Pennsylvania "
        "researchers reported in Science.",
        ("FAP",),
        "mouse",
        "car_t",
        ("heart failure",),
        (),
    ),
    Told(
        "Broadly neutralizing antibodies keep HIV in check\n"
        "\n"
        "Eleven people with HIV who stopped antiretroviral drugs and received two broadly"
        " neutralizing antibodies against the HIV envelope kept the virus suppressed for "
        "a median of 21 weeks. The antibodies bind gp120.",
        ("HIV gp120",),
        "human",
        "",
        ("HIV infection",),
        (),
    ),
    Told(
        "Cell therapy tames autoimmune illness\n"
        "\n"
        "CAR T cells against CD19 were given to 24 patients with autoimmune disease at a "
        "hospital in Munich. Ten had systemic lupus erythematosus, nine had systemic "
        "sclerosis and five had dermatomyositis. All stopped steroids.",
        ("CD19",),
        "human",
        "car_t",
        (
            "dermatomyositis",
            "systemic lupus erythematosus",
            "systemic sclerosis",
        ),
        (),
    ),
    Told(
        "Basket trial of TIL therapy\n"
        "\n"
        "Of 40 patients treated with tumor-infiltrating lymphocytes, 15 had cervical "
        "cancer, 13 had non-small-cell lung cancer and 12 had colorectal cancer. The "
        "investigators reported nine responses.",
        (),
        "human",
        "til",
        (
            "cervical cancer",
            "colorectal cancer",
            "non-small cell lung cancer",
        ),
        (),
    ),
    Told(
        "Switchable T cells can be turned up or down\n"
        "\n"
        "Calibr-Skaggs researchers treated 10 patients with B-cell lymphoma with CAR T "
        "cells that recognize a peptide tag on an anti-CD19 antibody switch. Seven had "
        "complete responses.",
        ("CD19",),
        "human",
        "car_t",
        ("B-cell non-Hodgkin lymphoma",),
        (),
    ),
    Told(
        "Gene borrowed from leukemia strengthens immune cells\n"
        "\n"
        "A mutation first spotted in patients with T-cell leukemia made CAR T cells last "
        "longer. In mice with melanoma the modified cells cleared tumors at low doses.",
        (),
        "mouse",
        "car_t",
        ("melanoma",),
        (),
    ),
    Told(
        "Blinatumomab for rheumatoid arthritis\n"
        "\n"
        "Six patients with multidrug-resistant rheumatoid arthritis were treated with low"
        " doses of blinatumomab, a bispecific T-cell engager that links CD19 on B cells "
        "with CD3 on T cells. Disease activity fell in all. B cells were depleted and "
        "autoantibodies declined.",
        (
            "CD19",
            "CD3ε",
        ),
        "human",
        "bispecific",
        ("rheumatoid arthritis",),
        (),
    ),
    Told(
        "CAR-T therapy sends a woman's ulcerative colitis into remission\n"
        "\n"
        "A 21-year-old woman with refractory ulcerative colitis went into lasting "
        "remission after one infusion of CAR T cells against CD19, doctors in Erlangen "
        "report.",
        ("CD19",),
        "human",
        "car_t",
        ("ulcerative colitis",),
        (),
    ),
    Told(
        "Radiation plus checkpoint drug in lung cancer\n"
        "\n"
        "Adding stereotactic radiotherapy to atezolizumab did not improve survival of 60 "
        "patients with metastatic non-small-cell lung cancer, a randomized trial found.",
        (),
        "human",
        "checkpoint_inhibitor",
        ("non-small cell lung cancer",),
        (),
    ),
    Told(
        "Antibody against CD47 clears leukemia with azacitidine\n"
        "\n"
        "Magrolimab, an antibody that blocks CD47, a don't-eat-me signal, was given with "
        "azacitidine to 95 patients with higher-risk myelodysplastic syndrome. Complete "
        "remission was reached in 33%.",
        ("CD47",),
        "human",
        "checkpoint_inhibitor",
        ("myelodysplastic syndrome",),
        (),
    ),
    Told(
        "KRAS-targeted T-cell receptor therapy in a patient with pancreatic cancer\n"
        "\n"
        "A patient with progressive metastatic pancreatic cancer was treated with a "
        "single infusion of autologous T cells engineered to express two allogeneic "
        "HLA-C*08:02–restricted T-cell receptors targeting mutant KRAS G12D. The patient "
        "had regression of visceral metastases.",
        ("KRAS G12D",),
        "human",
        "tcr_t",
        ("pancreatic cancer",),
        (),
    ),
    Told(
        "GPRC5D CAR T cells after BCMA therapy\n"
        "\n"
        "MCARH109, a GPRC5D-targeted CAR T-cell therapy, was given to 17 patients with "
        "heavily pretreated multiple myeloma, including patients who had relapsed after "
        "BCMA CAR T-cell therapy. A response was reported in 71%.",
        ("GPRC5D",),
        "human",
        "car_t",
        ("multiple myeloma",),
        (),
    ),
    Told(
        "Trispecific antibody engages NK cells against AML\n"
        "\n"
        "A trispecific NK cell engager that binds NKp46 and CD16a on NK cells and CD123 "
        "on leukemia cells controlled acute myeloid leukemia in mice, Sanofi and Innate "
        "Pharma scientists reported in Nature Biotechnology.",
        (
            "CD123",
            "CD16",
            "NKp46",
        ),
        "mouse",
        "bispecific",
        ("acute myeloid leukemia",),
        (),
    ),
    Told(
        "Autoimmune patients off drugs a year after cell therapy\n"
        "\n"
        "A year after a single dose of engineered immune cells, five people with "
        "antisynthetase syndrome remain symptom-free, physicians in Tübingen write in "
        "JAMA. Their T cells had been fitted with a receptor for CD19 that sends them "
        "after B cells. None has needed steroids since.",
        ("CD19",),
        "human",
        "",
        ("antisynthetase syndrome",),
        (),
    ),
    Told(
        "Interim analysis of ELLIPSE-3\n"
        "\n"
        "PARIS, October 7, 2024 -- Lumeris SA announced positive topline results from its"
        " Phase 3 ELLIPSE-3 trial of lumetamig, a CD20xCD3 bispecific antibody, in "
        "combination with lenalidomide in patients with relapsed or refractory follicular"
        " lymphoma. The trial met its primary endpoint, with a 58% reduction in the risk "
        "of progression or death versus rituximab plus lenalidomide.",
        ("CD20",),
        "human",
        "bispecific",
        ("follicular lymphoma",),
        (),
    ),
    Told(
        "TIGIT antibody fails again\n"
        "\n"
        "Tiragolumab added to atezolizumab did not extend life in a phase 3 study of 534 "
        "people with PD-L1-high, advanced non-small cell lung cancer, Roche said on "
        "Tuesday. The drug blocks TIGIT.",
        ("TIGIT",),
        "human",
        "checkpoint_inhibitor",
        ("non-small cell lung cancer",),
        (),
    ),
    Told(
        "Cytokine-armed T cells cure mice of stubborn tumors\n"
        "\n"
        "T cells carrying a CAR for GD2 and an IL-18 gene switched on only in the tumor "
        "wiped out neuroblastoma in eight of ten mice. Healthy tissue was spared, a team "
        "in Cologne writes in Cell Reports Medicine.",
        ("GD2",),
        "mouse",
        "car_t",
        ("neuroblastoma",),
        ("IL-18",),
    ),
    Told(
        "Tregs for ALS\n"
        "\n"
        "Autologous regulatory T cells expanded in the laboratory and given with low-dose"
        " interleukin-2 slowed decline in 6 of 8 people with amyotrophic lateral "
        "sclerosis, Houston Methodist neurologists report.",
        (),
        "human",
        "other",
        ("amyotrophic lateral sclerosis",),
        (),
    ),
    Told(
        "Anti-IL-6 drug blunts side effects of CAR T\n"
        "\n"
        "Tocilizumab given before symptoms cut severe cytokine release syndrome in 20 "
        "patients with lymphoma who got CD19 CAR T cells, a single-center study found. "
        "The antibody blocks the IL-6 receptor.",
        (
            "CD19",
            "IL-6R",
        ),
        "human",
        "car_t",
        ("lymphoma",),
        (),
    ),
    Told(
        "CAR-T for multiple sclerosis gets first patient\n"
        "\n"
        "A Stanford team infused the first patient in a trial of KYV-101, which goes "
        "after CD19, for progressive multiple sclerosis. The 48-year-old woman went home "
        "after ten days.",
        ("CD19",),
        "human",
        "car_t",
        ("multiple sclerosis",),
        (),
    ),
    Told(
        "Killer cells made from stem cells tackle ovarian tumors\n"
        "\n"
        "In mice, iPSC-derived NK cells engineered with a mesothelin CAR shrank ovarian "
        "tumors better than unmodified NK cells, a UC San Diego group reports.",
        ("mesothelin",),
        "mouse",
        "car_nk",
        ("ovarian cancer",),
        (),
    ),
    Told(
        "Opinion: why CAR T costs so much\n"
        "\n"
        "CAR T products cost more than 400,000 dollars. They target CD19 or BCMA. In "
        "lymphoma, about 40 percent of patients are cured. We must do better.",
        (),
        "",
        "",
        (),
        (),
    ),
    Told(
        "Conference calendar: cell therapy\n"
        "\n"
        "The meeting in Lisbon covers CAR NK cells, TILs and bispecific antibodies. "
        "Registration closes on 5 May.",
        (),
        "",
        "",
        (),
        (),
    ),
)


@pytest.mark.parametrize("told", ARTICLES, ids=lambda told: told.text.split("\n")[0])
def test_what_an_article_tells(told: Told) -> None:
    assert sorted(reported(told.text, "target_antigen")) == list(told.antigens)
    assert ", ".join(reported(told.text, "organism")) == told.organism
    assert "".join(reported(told.text, "therapy_class")) == told.therapy
    assert sorted(reported(told.text, "disease")) == list(told.diseases)
    assert sorted(reported(told.text, "payload")) == list(told.payload)
