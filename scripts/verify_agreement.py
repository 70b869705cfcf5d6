"""Check a signed agreement without the site: only the PDF and the public keys of the seal are needed.

usage: python -m scripts.verify_agreement SIGNED.pdf --key zegel.pem [--document SIGNED-TEXT.pdf] [--step SHA256]

`zegel.pem` is what /afspraken/controleren/zegel.pem gave. `--document` is the document that the parties signed, before
the page of evidence was added; `--step` a fingerprint from one of the mails. Asks nothing of a network or a database.

The last line says intact, changed, continued or unknown; it ends with 0 only when it is intact and everything holds.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import logging
import re
import sys
from pathlib import Path
from typing import Any

from knowledge_network.agreements.signing.chain import Link, find_broken
from knowledge_network.agreements.signing.sealing import Verdict, check_seal

PEM = re.compile(rb"-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----\n?", re.DOTALL)
EVIDENCE = "evidence.json"
# As the attached facts call what happened.
BY_SEAL = "sealed"
BY_A_PARTY = "signed"


def read_evidence(content: bytes) -> dict[str, Any] | None:
    """The facts that are attached to a signed document; None when there are none."""
    from pyhanko.pdf_utils.reader import PdfFileReader

    try:
        root = PdfFileReader(io.BytesIO(content), strict=False).root
        names = root["/Names"]["/EmbeddedFiles"]["/Names"]
        files = {str(names[at]): names[at + 1] for at in range(0, len(names), 2)}
        found: dict[str, Any] = json.loads(files[EVIDENCE]["/EF"]["/F"].data)
    except Exception:  # whatever a damaged file makes the library stumble over
        return None
    return found


def links_of(evidence: dict[str, Any]) -> list[Link]:
    return [Link(row["number"], row["facts"], row["before"], row["sha256"]) for row in evidence["events"]]


def check_evidence(evidence: dict[str, Any], *, document: bytes | None, step: str) -> list[str]:
    """What does not hold, in plain words; nothing when all does."""
    links = links_of(evidence)
    broken, wrong = find_broken(links), []
    if broken is not None:
        wrong.append(f"the chain does not hold at step {broken.number} ({broken.why})")
    if links and links[-1].facts.get("kind") != BY_SEAL:
        wrong.append("the chain does not end with the seal")
    signed = [link.facts for link in links if link.facts.get("kind") == BY_A_PARTY]
    if any(facts.get("document_sha256") != evidence["document_sha256"] for facts in signed):
        wrong.append("somebody signed another document")
    if document is not None and hashlib.sha256(document).hexdigest() != evidence["document_sha256"]:
        wrong.append("this is not the document that was signed")
    if step and step.lower() not in {link.sha256 for link in links}:
        wrong.append("no step has this fingerprint")
    return wrong


def _content(name: str) -> bytes:
    """What is in a file; one that cannot be read is a wrong argument."""
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise argparse.ArgumentTypeError(f"{name}: {error.strerror}") from error


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("signed", type=_content)
    parser.add_argument("--key", type=_content, required=True)
    parser.add_argument("--document", type=_content)
    parser.add_argument("--step", default="")
    given = parser.parse_args(arguments)
    # What is wrong with a file is said below, in one word and not in a traceback.
    logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
    content, keys = given.signed, PEM.findall(given.key)
    if not keys:
        parser.error("there is no public key in the file of --key")
    verdict = check_seal(content, keys)
    print(f"sha256: {hashlib.sha256(content).hexdigest()}")
    wrong: list[str] = []
    evidence = read_evidence(content) if verdict in {Verdict.INTACT, Verdict.CONTINUED} else None
    if evidence is not None:
        links = links_of(evidence)
        print(f"agreement {evidence['agreement']}, version {evidence['version']}, {len(links)} steps")
        print(f"document that was signed: {evidence['document_sha256']}")
        print(f"last step: {links[-1].sha256 if links else 'none'}")
        wrong = check_evidence(evidence, document=given.document, step=given.step)
    elif verdict == Verdict.INTACT:
        wrong = ["there is no evidence in it"]
    for line in wrong:
        print(f"wrong: {line}")
    print(verdict.value)
    return 0 if verdict == Verdict.INTACT and not wrong else 1


if __name__ == "__main__":
    sys.exit(main())
