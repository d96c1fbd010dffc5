from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator.suggest.sentences import sentence_spans


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text, 0, end=len(text))]


@pytest.mark.parametrize(
    "text",
    [
        "Dr. Jesse S. A. Chae, one of the lead researchers, emphasized this.",
        "It was led by J. Smith and Robert M. Samstein, MD, PhD.",
        "The cells were made as Porter et al. described them.",
        "It rose 3.5 times (p < 0.05; 95% CI 1.2-4.8) within approx. 3 weeks.",
        "Cells were given i.v., e.g. into the tail vein, vs. nothing in controls (Fig. 2).",
        "The U.S. Food and Drug Administration approved it.",
        "Patients (no. 4 and no. 7) relapsed.",
        "“We are hopeful. Really?” he said.",
        "It was 1.5 mg. kg-1 in all.",
        "“By targeting the shield, we may improve outcomes,” he stated.",
        "The team of Prof. Dr. med. Georg Schett treated five patients.",
    ],
)
def test_one_sentence(text: str) -> None:
    # A question inside quotes ends one of its own; all others are one.
    assert len(split(text)) == 1 + ("hopeful." in text)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("It grew. The mice died.", 2),
        ("It was 5.5 months in group B. The other group lived longer.", 2),
        ("They were infected with hepatitis B. The rest were not.", 2),
        ("It was made in the U.S. The rest came from Japan.", 2),
        ("IL-12 was secreted. mRNA levels rose. p53 was lost. iPSCs were used.", 4),
        ("This was shown before.12 We confirm it.3,4 The end.", 3),
        ("It worked.[12] The mice lived.", 2),
        ("He said: “It works.” She agreed.", 2),
        ("What did the study find? It found this! And that… More to come.", 4),
        ("It worked in all patients.The others were lost.", 2),
        ("Founded by Acme Inc. The company paid.", 2),
        ("Wrapped lines\nare one sentence. And a\nsecond one.", 2),
        ("A heading\n\nA paragraph.", 2),
        ("Targets:\n- PD-1\n- CTLA-4\n2. LAG3", 4),
        ("Smith et al. Mice were treated.", 2),
        ("Words cut apart end , too . Here is one . And one", 3),
        ("It took time... Then it worked!! Well.", 3),
    ],
)
def test_several_sentences(text: str, count: int) -> None:
    assert len(split(text)) == count


@given(st.text(alphabet='aB1. !?\n"”)(-é\u2028😀,Dr', max_size=80))
def test_sentences_hold_all_that_is_written_in_order(text: str) -> None:
    spans = list(sentence_spans(text, 0, end=len(text)))
    last = 0
    for start, end in spans:
        assert last <= start < end <= len(text)
        assert not text[last:start].strip()
        assert text[start:end] == text[start:end].strip()
        last = end
    assert not text[last:].strip()


def test_a_stretch_is_split_in_offsets_of_the_whole_text() -> None:
    text = "Before. One here. Two here. After."
    start, end = text.index("One"), text.index(" After")
    assert [text[a:z] for a, z in sentence_spans(text, start, end=end)] == [
        "One here.",
        "Two here.",
    ]
