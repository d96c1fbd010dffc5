"""One small ontology in every format: the same terms, as each format writes them."""

from __future__ import annotations

import json
from typing import Final

OBO: Final = """format-version: 1.2
data-version: zoo/releases/2026-03-01/zoo.owl
ontology: zoo

[Term]
id: ZOO:1
name: animal
def: "A living thing \\"that\\" moves." [ZOO:x]

[Term]
id: ZOO:2
name: red panda
synonym: "fire fox" EXACT []
synonym: "panda" BROAD [ZOO:y]
alt_id: ZOO:22
xref: X:2
is_a: ZOO:1 {source="x"} ! animal

[Term]
id: ZOO:3
name: obsolete lesser panda
is_obsolete: true
replaced_by: ZOO:2
consider: ZOO:1

[Typedef]
id: part_of
name: part of
"""

OWL: Final = """<?xml version="1.0"?>
<!DOCTYPE rdf:RDF [ <!ENTITY obo "http://purl.obolibrary.org/obo/"> ]>
<rdf:RDF xmlns="http://purl.obolibrary.org/obo/zoo.owl#"
  xmlns:obo="http://purl.obolibrary.org/obo/"
  xmlns:owl="http://www.w3.org/2002/07/owl#"
  xmlns:oboInOwl="http://www.geneontology.org/formats/oboInOwl#"
  xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
  xmlns:rdfs="http://www.w3.org/2000/01/rdf-schema#">
 <owl:Ontology rdf:about="&obo;zoo.owl">
  <owl:versionIRI rdf:resource="&obo;zoo/releases/2026-03-01/zoo.owl"/>
 </owl:Ontology>
 <owl:ObjectProperty rdf:about="&obo;BFO_0000050">
  <rdfs:label>part of</rdfs:label>
 </owl:ObjectProperty>
 <owl:Class rdf:about="&obo;ZOO_1">
  <obo:IAO_0000115>A living thing "that" moves.</obo:IAO_0000115>
  <rdfs:label xml:lang="fr">bestiole</rdfs:label>
  <rdfs:label xml:lang="en">animal</rdfs:label>
 </owl:Class>
 <owl:Class rdf:about="&obo;ZOO_2">
  <rdfs:subClassOf rdf:resource="&obo;ZOO_1"/>
  <rdfs:subClassOf><owl:Restriction>
    <owl:onProperty rdf:resource="&obo;BFO_0000050"/>
    <owl:someValuesFrom rdf:resource="&obo;ZOO_9"/></owl:Restriction></rdfs:subClassOf>
  <oboInOwl:hasExactSynonym>fire fox</oboInOwl:hasExactSynonym>
  <oboInOwl:hasBroadSynonym>panda</oboInOwl:hasBroadSynonym>
  <oboInOwl:hasAlternativeId>ZOO:22</oboInOwl:hasAlternativeId>
  <rdfs:label>red panda</rdfs:label>
 </owl:Class>
 <owl:Axiom><rdfs:label>no term</rdfs:label></owl:Axiom>
 <owl:Class rdf:about="&obo;ZOO_3">
  <obo:IAO_0100001 rdf:resource="&obo;ZOO_2"/>
  <oboInOwl:consider>ZOO:1</oboInOwl:consider>
  <owl:deprecated>true</owl:deprecated>
  <rdfs:label>obsolete lesser panda</rdfs:label>
 </owl:Class>
</rdf:RDF>
"""

_IRI: Final = "http://purl.obolibrary.org/obo/ZOO_"
GRAPH: Final = json.dumps(
    {
        "graphs": [
            {
                "id": "http://purl.obolibrary.org/obo/zoo.owl",
                "meta": {"version": "http://purl.obolibrary.org/obo/zoo/2026-03-01/zoo.owl"},
                "nodes": [
                    {
                        "id": _IRI + "1",
                        "lbl": "animal",
                        "type": "CLASS",
                        "meta": {"definition": {"val": 'A living thing "that" moves.'}},
                    },
                    {
                        "id": _IRI + "2",
                        "lbl": "red panda",
                        "type": "CLASS",
                        "meta": {
                            "synonyms": [
                                {"pred": "hasExactSynonym", "val": "fire fox"},
                                {"pred": "hasBroadSynonym", "val": "panda"},
                            ],
                            "basicPropertyValues": [
                                {"pred": "oboInOwl#hasAlternativeId", "val": "ZOO:22"}
                            ],
                        },
                    },
                    {
                        "id": _IRI + "3",
                        "lbl": "obsolete lesser panda",
                        "type": "CLASS",
                        "meta": {
                            "deprecated": True,
                            "basicPropertyValues": [
                                {
                                    "pred": "http://purl.obolibrary.org/obo/IAO_0100001",
                                    "val": _IRI + "2",
                                },
                                {"pred": "oboInOwl#consider", "val": _IRI + "1"},
                            ],
                        },
                    },
                    {"id": "http://purl.obolibrary.org/obo/BFO_0000050", "type": "PROPERTY"},
                ],
                "edges": [
                    {"sub": _IRI + "2", "pred": "is_a", "obj": _IRI + "1"},
                    {"sub": _IRI + "2", "pred": "part_of", "obj": _IRI + "9"},
                ],
                "logicalDefinitionAxioms": [{"deep": [[{}]]}],
            }
        ]
    },
    indent=1,
)

TSV: Final = (
    "ID\tLabel\tsynonyms\tparents\tobsolete\treplaced_by\tdefinition\n"
    'ZOO:1\tanimal\t\t\t\t\t"A living thing ""that"" moves."\n'
    "ZOO:2\tred panda\tfire fox\tZOO:1\t\t\t\n"
    "ZOO:3\tobsolete lesser panda\t\t\ttrue\tZOO:2\t\n"
)
CSV: Final = TSV.replace("\t", ",")
JSONL: Final = "".join(
    json.dumps(one) + "\n"
    for one in (
        {"id": "ZOO:1", "label": "animal", "definition": 'A living thing "that" moves.'},
        {"id": "ZOO:2", "label": "red panda", "synonyms": ["fire fox"], "parents": ["ZOO:1"]},
        {
            "id": _IRI + "3",
            "label": "obsolete lesser panda",
            "deprecated": True,
            "replaced_by": "ZOO:2",
        },
    )
)
