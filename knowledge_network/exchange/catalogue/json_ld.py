"""An entry as schema.org has it, for search engines and for Edurep: it stands in the page of the product."""

from __future__ import annotations

from typing import Any

from knowledge_network.exchange.catalogue.entries import Entry, format_minutes
from knowledge_network.exchange.catalogue.terms import SOURCE


def make_json_ld(entry: Entry) -> dict[str, Any]:
    described: dict[str, Any] = {
        "@context": [
            "https://schema.org",
            {"lom": "http://ltsc.ieee.org/xsd/LOM#", "dcterms": "http://purl.org/dc/terms/"},
        ],
        "@id": entry.urn,
        "@type": ["CreativeWork", "LearningResource"],
        "name": {"@language": entry.language, "@value": entry.title},
        "description": {"@language": entry.language, "@value": entry.description},
        "url": entry.url,
        "identifier": [entry.urn, entry.url],
        "inLanguage": entry.language,
        "encodingFormat": entry.media_type,
        "publisher": {"@type": "Organization", "name": entry.publisher},
        "author": {"@type": "Organization", "name": entry.group or entry.publisher},
        "audience": {"@type": "EducationalAudience", "educationalRole": "teacher", "audienceType": "teacher"},
        "isAccessibleForFree": True,
        "dcterms:accessRights": "OpenAccess",
        "license": entry.licence_url,
        "lom:copyrightAndOtherRestrictions": entry.licence,
        "lom:aggregationLevel": "2",
        "keywords": [{"@language": "nl", "@value": word} for word in entry.keywords],
        "educationalLevel": [
            {
                "@id": term.address,
                "@type": "DefinedTerm",
                "name": {"@language": "nl", "@value": term.name},
                "termCode": term.concept,
                "inDefinedTermSet": SOURCE,
            }
            for term in entry.levels
        ],
        "educationalAlignment": [
            {
                "@id": term.address,
                "@type": "AlignmentObject",
                "alignmentType": "educationalSubject",
                "name": {"@language": "nl", "@value": term.name},
                "targetName": term.name,
                "targetUrl": term.address,
                "educationalFramework": SOURCE,
            }
            for term in entry.subjects
        ],
    }
    if entry.published_on:
        described["datePublished"] = entry.published_on.isoformat()
    if entry.minutes:
        described["timeRequired"] = format_minutes(entry.minutes)
    return {name: value for name, value in described.items() if value not in ([], "")}
