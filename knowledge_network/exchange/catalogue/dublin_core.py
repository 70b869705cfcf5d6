"""An entry in Dublin Core, which every harvester reads."""

from __future__ import annotations

from lxml import etree

from knowledge_network.exchange.catalogue.entries import Entry

NAMESPACE = "http://www.openarchives.org/OAI/2.0/oai_dc/"
SCHEMA = "http://www.openarchives.org/OAI/2.0/oai_dc.xsd"
ELEMENTS = "http://purl.org/dc/elements/1.1/"
INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"


def make_dublin_core(entry: Entry) -> etree._Element:
    root = etree.Element(f"{{{NAMESPACE}}}dc", nsmap={"oai_dc": NAMESPACE, "dc": ELEMENTS, "xsi": INSTANCE})
    root.set(f"{{{INSTANCE}}}schemaLocation", f"{NAMESPACE} {SCHEMA}")
    subjects = dict.fromkeys((*entry.keywords, *(term.name for term in entry.subjects)))
    rows = [
        ("title", entry.title),
        ("creator", entry.group or entry.publisher),
        *(("subject", subject) for subject in subjects),
        ("description", entry.description),
        ("publisher", entry.publisher),
        ("date", entry.published_on.isoformat() if entry.published_on else ""),
        ("type", "InteractiveResource"),
        ("format", entry.media_type),
        ("identifier", entry.url),
        ("identifier", entry.urn),
        ("language", entry.language),
        ("rights", entry.licence_url),
    ]
    for name, value in rows:
        if value:
            etree.SubElement(root, f"{{{ELEMENTS}}}{name}").text = value
    return root
