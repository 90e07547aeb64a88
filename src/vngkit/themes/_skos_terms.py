"""The addresses of SKOS and its neighbours that are written and read: one list for both ways."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from vngkit.themes._concept import WordingKind

PREFIXES: Final = MappingProxyType(
    {
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "dcterms": "http://purl.org/dc/terms/",
        "owl": "http://www.w3.org/2002/07/owl#",
        "schema": "https://schema.org/",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }
)
LABELS: Final[MappingProxyType[WordingKind, str]] = MappingProxyType(
    {
        "pref": "skos:prefLabel",
        "alt": "skos:altLabel",
        "hidden": "skos:hiddenLabel",
        "definition": "skos:definition",
    }
)
SCHEME_TEXTS: Final = MappingProxyType(  # fields of a scheme that are one plain text
    {
        "id": "dcterms:identifier",
        "version": "owl:versionInfo",
        "replaced_by": "dcterms:isReplacedBy",
        "address": "dcterms:source",
        "publisher": "dcterms:publisher",
        "licence": "dcterms:rights",
        "attribution": "dcterms:bibliographicCitation",
        "member": "dcterms:coverage",
    }
)
