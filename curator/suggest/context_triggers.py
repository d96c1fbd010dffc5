"""The phrases by which a sentence denies, supposes, plans, recalls or compares.

Own lists, for news, press releases, abstracts and papers.  A phrase is words in lower case, "a/b"
stands for either, ";" parts phrases.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

AFTER: Final = "after"
BEFORE: Final = "before"
BOTH: Final = "both"
SENTENCE: Final = "sentence"

CLAUSE: Final = 40
"""A reach in words that only a terminator ends."""


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases of one meaning.

    Attributes:
        kind: A flag of ``Context``, or "" for phrases that look like a trigger and are none.
        direction: Where the scope lies: ``after`` or ``before`` the phrase, ``both`` (the clause
            around it) or the whole ``sentence``.
        reach: The most words that the scope takes.
    """

    kind: str
    direction: str
    reach: int
    phrases: str


PHRASES: Final = (
    Phrases(
        "",
        AFTER,
        0,
        """
        not only; not just; not merely; not simply; not necessarily; no doubt; no wonder;
        no more/fewer/less than; not to mention; if not; whether or not; no matter;
        not surprisingly; nothing short; will power; free will; in/last/this/early/late/since may;
        potential/possible conflict/conflicts; other than that; rather than later;
        standard deviation/error/deviations/errors; gold standard; without progression/disease;
        current study/trial/analysis/results/findings/report/paper/research/work;
        the present study; progression free; existing condition/conditions; not yet published;
        been/was/were expected to; had expected to;
        every/all approved drug/drugs/therapy/therapies/treatment/treatments;
        prior to; approved the protocol/study; approved by the ethics/institutional;
        approved by an ethics/institutional;
        could be found/detected/seen/traced/measured;
        could still be found/detected/seen/traced/measured
        """,
    ),
    Phrases(
        "negated",
        AFTER,
        9,
        """
        no; not; cannot; can't; didn't; don't; doesn't; wasn't; weren't; isn't; aren't; won't;
        without; never; neither; nor; none of; absence of; absent; lack of; lacks; lacked; lacking;
        free of; failed to; fails to; fail to; unable to; ruled out; rule out; excluding;
        except; except for; other than; avoid; avoids; avoided; avoiding; sparing; spares; spared;
        instead of; rather than; as opposed to
        """,
    ),
    Phrases(
        "negated",
        BEFORE,
        9,
        """
        was/were/is/are not; was/were absent; was/were excluded; is/are unlikely; was/were spared;
        unharmed; unaffected; intact; untouched
        """,
    ),
    Phrases(
        "hypothetical",
        AFTER,
        CLAUSE,
        """
        may; might; could; would; should; potentially; possibly; perhaps; if; unless; whether;
        potential to/for/of; potential treatment/therapy/treatments/therapies; hope; hopes; hoped;
        hoping; hypothesize; hypothesized; hypothesise; hypothesised; hypothesis; hypotheses;
        believe; believes; believed; speculate; speculated; in theory; in principle;
        theoretically; thought to; likely to; imagine; possibility of;
        raises the possibility; possible to; opens the door; open the door; opens avenues; opens up;
        pave the way; paves the way; paving the way; paved the way; one day; candidate for;
        conceivable; conceivably; envision; envisions; broad applications;
        can one day; to see if; to test if; adapted for/to; applicable to
        """,
    ),
    Phrases(
        "hypothetical",
        BEFORE,
        8,
        "is/are possible; remains/remain to be seen; remains/remain unclear/unknown",
    ),
    Phrases(
        "future",
        AFTER,
        CLAUSE,
        """
        will; we'll; they'll; it'll; plan to; plans to; planning; planning to; plans for;
        plans a/an/trials/studies/further/more; plan trials/studies;
        planned for; are/is planned; next step/steps/phase/stage; the next trial/study; future;
        upcoming; going to; aim to; aims to; aiming to; hope to; hopes to; expect to; expects to;
        expected to; set to; slated to; due to begin/start; intend to; intends to; prepare to/for;
        preparing to/for; in the coming; now exploring; are/is exploring; still needed;
        are/is needed; warranted; further research/studies/trials/study/work;
        more research/studies/work; larger trials/studies; transitioning; advancing toward/towards;
        advancing to/into; moving toward/towards/into; move into; look forward; looking forward;
        begin enrolling/recruiting; seeking approval; now planning; hoping to; rationale for;
        a basis for; basis for; support a; supports a; paving the way for
        """,
    ),
    Phrases(
        "future",
        BEFORE,
        CLAUSE,
        """
        are/is still needed; are/is needed; are/is warranted; are/is planned; are/is under way;
        are/is underway; in the future; next year; later this year; in coming years;
        warrants; warrant; merits; deserves; are/is now enrolling;
        are/is enrolling/recruiting; are/is being planned; in the years ahead;
        could/may/might/should follow/begin/start; due to begin/start/open
        """,
    ),
    Phrases(
        "future",
        BOTH,
        CLAUSE,
        """
        will be/begin/start/open/enroll/enrol/test/include/evaluate/compare/determine/examine;
        are/is to be; are/is to begin/start/open/follow/enroll/enrol/test/include;
        need/needs/has/have/remains/remain/yet/still/ready to be tested/tried/studied
        """,
    ),
    Phrases(
        "background",
        SENTENCE,
        0,
        """
        approved by the fda/food/european/us; fda approved; fda approval;
        food and drug administration; european medicines agency; approved in;
        was/were/are/is approved; been approved; already approved; won approval; first approved;
        approved therapies/therapy/products/product/treatment/treatments/indications/drugs/drug;
        each year; every year; worldwide; around the world; leading cause/causes;
        most/second/third common cancer/cancers/form/type/malignancy; accounts for; account for;
        most common cancer/cancers/form/type/malignancy/malignancies/childhood/primary;
        is/are one of the; is/are among the; remains/remain one of/among; is/are a type of;
        is/are a form of; is/are a kind of; is/are characterized/characterised by; for decades;
        in recent years; over the past; historically; traditionally;
        is a revolutionary; pipeline; also developing; second program/programme;
        is a clinical stage; is a biotechnology/biopharmaceutical/pharmaceutical/biotech company;
        company focuses on; company is focused/dedicated/committed; company focused on;
        is developing therapies/treatments/medicines/products/drugs; its other products;
        similar cells/therapies/products/treatments/drugs/approaches/vaccines have/that;
        other programs/programmes/candidates; is/are sold/marketed; on the market;
        how does; how do; what is; what are; how are; first described; commonly used; widely used;
        already used; is/are used to treat; is a disease; is an autoimmune; is a chronic;
        is a rare; is/are caused by;
        since the beginning; potential new applications; is an aggressive; is a highly
        """,
    ),
    Phrases(
        "background",
        BOTH,
        CLAUSE,
        """
        has/have revolutionized/revolutionised/transformed/become/emerged/proven/struggled;
        has/have long been; has/have created; has/have been used/shown/limited/approved;
        has/have had limited/success; has/have shown remarkable/great/success/dramatic/impressive;
        has/have succeeded/changed; has/have been successful; we know/knew; is/are known;
        it is known; is/are driven by; existing treatments/therapies; current treatments/therapies;
        available treatments/therapies; treatment options for
        """,
    ),
    Phrases(
        "background",
        AFTER,
        5,
        """
        conventional; traditional; standard; currently; current; previously; prior;
        previous; approved; licensed; commercially available; other types/forms/kinds of;
        other cancers; various forms of; history of; pretreated with; previously received;
        had received; unlike; refractory to; resistant to; failed; founder of; professor of;
        director of; department/division/center/centre/institute/society/association/chair of;
        center/centre/institute/society/association/foundation for; head of the; fellow in;
        specializes/specialises in; student in; expert in; professor in
        """,
    ),
    Phrases(
        "other_study",
        SENTENCE,
        0,
        """
        previous/earlier/prior/past study/studies/research/trial/trials/reports/findings/work;
        previous/earlier/prior clinical trial/trials/study/studies;
        other groups/researchers/studies/teams/investigators/scientists/trials/labs;
        another study/team/group/trial/paper; others have; separate study/trial;
        study/trial/paper/report/analysis/survey last year;
        not involved in/with; wasn't involved; accompanying editorial; an editorial;
        has/have/had previously shown; previously showed/reported/demonstrated/described/published;
        recent studies; several studies; studies have; research has shown; trials have;
        rival/rivals/competitor/competitors/competitor's;
        dozens of; also read; read more; read also; a different study/trial/team
        """,
    ),
    Phrases("other_study", BEFORE, CLAUSE, "a commentary; the commentary; their commentary"),
    Phrases("other_study", AFTER, 8, "a commentary; the commentary; their commentary"),
    Phrases(
        "comparison",
        AFTER,
        CLAUSE,
        """
        compared with/to; compares/compare/compared favorably/favourably with/to;
        in comparison with/to; versus; vs; than; relative to; rather than; unlike;
        in contrast to/with; as opposed to; comparable to/with; instead of
        """,
    ),
)

TERMINATORS: Final = frozenset(
    "but however although though yet whereas because since so thus therefore hence ; which who "
    "whose where nevertheless nonetheless \u2014 \u2013 : ( )".split()
)
"""Words and signs that end a scope."""

AFTER_COMMA: Final = frozenset(
    "the this these those we they it he she our their its a an but and researchers scientists "
    "investigators doctors patients mice while said says according allowing giving leading making "
    "resulting causing suggesting using by in then has have had is are was were".split()
)
"""A comma ends a scope where one of these begins a new clause after it."""

SUBJECTS: Final[Mapping[str, str]] = {
    "untreated": "control",
    "control": "control",
    "placebo": "control",
    "sham": "control",
    "vehicle": "control",
    "healthy": "healthy",
    "normal": "healthy",
    "noncancerous": "healthy",
    "mother": "relative",
    "father": "relative",
    "sister": "relative",
    "brother": "relative",
    "relatives": "relative",
}
"""Words beside a span that say whose it is."""
