"""Countries as English names them, and who comes from there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

_TABLE: Final = """
Argentina Argentine Argentinian|Australia Australian|Austria Austrian|Bangladesh Bangladeshi
Belgium Belgian|Brazil Brazilian|Bulgaria Bulgarian|Canada Canadian|Chile Chilean|China Chinese
Colombia Colombian|Croatia Croatian|Cuba Cuban|Cyprus Cypriot|Czech_Republic Czech|Czechia Czech
Denmark Danish|Egypt Egyptian|Estonia Estonian|Ethiopia Ethiopian|Finland Finnish|France French
Germany German|Ghana Ghanaian|Greece Greek|Hungary Hungarian|Iceland Icelandic|India Indian
Indonesia Indonesian|Iran Iranian|Iraq Iraqi|Ireland Irish|Israel Israeli|Italy Italian
Japan Japanese|Jordan Jordanian|Kenya Kenyan|Latvia Latvian|Lebanon Lebanese|Lithuania Lithuanian
Luxembourg Luxembourgish|Malaysia Malaysian|Mexico Mexican|Morocco Moroccan|Netherlands Dutch
New_Zealand New_Zealand|Nigeria Nigerian|Norway Norwegian|Pakistan Pakistani|Peru Peruvian
Philippines Filipino|Poland Polish|Portugal Portuguese|Qatar Qatari|Romania Romanian
Russia Russian|Saudi_Arabia Saudi|Serbia Serbian|Singapore Singaporean|Slovakia Slovak
Slovenia Slovenian|South_Africa South_African|South_Korea South_Korean Korean|Spain Spanish
Sri_Lanka Sri_Lankan|Sweden Swedish|Switzerland Swiss|Taiwan Taiwanese|Thailand Thai
Tunisia Tunisian|Turkey Turkish|Uganda Ugandan|Ukraine Ukrainian|United_Arab_Emirates Emirati
United_Kingdom British|UK|U.K.|United_States American|USA|U.S.A.|US U.S.|Uruguay Uruguayan
Vietnam Vietnamese|Scotland Scottish|Wales Welsh|England English
"""

_SAME: Final[Mapping[str, str]] = MappingProxyType(
    {
        "UK": "United Kingdom",
        "U.K.": "United Kingdom",
        "USA": "United States",
        "U.S.A.": "United States",
        "US": "United States",
    }
)


def _rows() -> list[list[str]]:
    cells = (cell for line in _TABLE.strip().split("\n") for cell in line.split("|"))
    return [[one.replace("_", " ") for one in cell.split()] for cell in cells]


COUNTRIES: Final[Mapping[str, str]] = MappingProxyType(
    {row[0]: _SAME.get(row[0], row[0]) for row in _rows()}
)
"""A country's name as it may be written, to its usual one."""

PEOPLES: Final[Mapping[str, str]] = MappingProxyType(
    {adjective: _SAME.get(row[0], row[0]) for row in _rows() for adjective in row[1:]}
)
"""An adjective such as "German", to the country."""


def _any_of(words: Mapping[str, str]) -> str:
    return "|".join(re.escape(one) for one in sorted(words, key=len, reverse=True))


COUNTRY: Final = rf"(?:the\s+)?(?P<country>{_any_of(COUNTRIES)})(?![\w-])"
"""Pattern of a country's name."""

PEOPLE: Final = rf"(?P<people>{_any_of(PEOPLES)})(?![\w])"
"""Pattern of such an adjective."""

TOWNS_AND_STATES: Final = frozenset(
    """alabama alaska arizona arkansas california colorado connecticut delaware florida georgia
    hawaii idaho illinois indiana iowa kansas kentucky louisiana maine maryland massachusetts
    michigan minnesota mississippi missouri montana nebraska nevada hampshire jersey mexico york
    carolina dakota ohio oklahoma oregon pennsylvania rhode tennessee texas utah vermont virginia
    washington wisconsin wyoming ontario quebec alberta victoria queensland bavaria catalonia
    boston chicago houston dallas seattle denver philadelphia pittsburgh cincinnati cleveland
    atlanta miami baltimore london paris berlin munich hamburg heidelberg vienna zurich basel
    geneva milan rome madrid barcelona lisbon amsterdam rotterdam utrecht leiden brussels
    copenhagen oslo stockholm helsinki dublin edinburgh glasgow manchester birmingham leeds oxford
    cambridge melbourne sydney brisbane toronto montreal vancouver tokyo osaka kyoto seoul beijing
    shanghai singapore mumbai delhi jerusalem""".split()
)
"""Words that several houses of one place share; no list of all places."""
