"""What can be said of a document or a fingerprint that somebody holds beside what stands here."""

from __future__ import annotations

import subprocess  # nosec B404 - a fixed command without a shell
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from knowledge_network.agreements.signing import sealing
from knowledge_network.agreements.signing.chain import Link, find_broken
from knowledge_network.agreements.signing.document import fingerprint
from knowledge_network.agreements.signing.keys import all_certificates
from knowledge_network.agreements.signing.models import SigningEvent
from knowledge_network.agreements.signing.sealing import Verdict
from knowledge_network.agreements.texts.models import CollaborationAgreement

# A sealed agreement takes one second.
SECONDS = 8


class Kind(StrEnum):
    """What was recognised."""

    SEALED = "sealed"  # the sealed document, by its fingerprint
    DOCUMENT = "document"  # the document that was put up for signing
    STEP = "step"  # a link of a chain
    BY_SEAL = "by_seal"  # a document with a seal of ours that is not stored here any more
    NOTHING = "nothing"


@dataclass(frozen=True)
class Checked:
    """`verdict` speaks of the seal of a document, `chain_holds` of what happened; None where there is none to check."""

    kind: Kind
    sha256: str
    verdict: Verdict | None = None
    agreement: CollaborationAgreement | None = None
    step: SigningEvent | None = None
    chain_holds: bool | None = None

    @property
    def is_intact(self) -> bool:
        return self.verdict == Verdict.INTACT

    @property
    def is_continued(self) -> bool:
        return self.verdict == Verdict.CONTINUED

    @property
    def is_changed(self) -> bool:
        return self.verdict == Verdict.CHANGED

    @property
    def is_unknown(self) -> bool:
        return self.kind == Kind.NOTHING

    @property
    def is_document(self) -> bool:
        return self.kind == Kind.DOCUMENT

    @property
    def is_sealed(self) -> bool:
        return self.kind == Kind.SEALED


def check_fingerprint(sha256: str) -> Checked:
    """What this fingerprint belongs to."""
    shown = CollaborationAgreement.objects.exclude(document_sha256="")
    sealed = shown.filter(sealed_sha256=sha256).first()
    if sealed is not None:
        return Checked(Kind.SEALED, sha256, agreement=sealed, chain_holds=chain_holds(sealed))
    document = shown.filter(document_sha256=sha256).first()
    if document is not None:
        return Checked(Kind.DOCUMENT, sha256, agreement=document, chain_holds=chain_holds(document))
    step = SigningEvent.objects.select_related("agreement").filter(sha256=sha256).first()
    if step is not None and not step.agreement.is_draft:
        return Checked(Kind.STEP, sha256, agreement=step.agreement, step=step, chain_holds=chain_holds(step.agreement))
    return Checked(Kind.NOTHING, sha256)


def check_document(content: bytes) -> Checked:
    """What a file is: ours as it was, ours and changed, ours with something added, or unknown."""
    found = check_fingerprint(fingerprint(content))
    verdict = check_seal_apart(content, all_certificates())
    if found.kind == Kind.DOCUMENT:
        return found
    if found.kind == Kind.NOTHING and verdict != Verdict.UNKNOWN:
        return Checked(Kind.BY_SEAL, found.sha256, verdict=verdict)
    return Checked(found.kind, found.sha256, verdict, found.agreement, found.step, found.chain_holds)


def check_seal_apart(content: bytes, certificates: Sequence[bytes], *, seconds: int = SECONDS) -> Verdict:
    """As `check_seal`, in a process of its own that may take so many seconds: the file is of anybody."""
    if not sealing.is_signed_by_one_of(certificates, content):
        return Verdict.UNKNOWN
    command = [sys.executable, "-I", sealing.__file__, str(seconds)]
    sent = b"\n".join((*certificates, sealing.END_OF_CERTIFICATES)) + content
    try:
        done = subprocess.run(  # noqa: S603  # nosec B603 - a fixed command without a shell
            command, input=sent, capture_output=True, timeout=4 * seconds, check=True, env={}
        )
        return Verdict(done.stdout.decode())
    except (subprocess.SubprocessError, ValueError):
        return Verdict.CHANGED


def chain_holds(agreement: CollaborationAgreement) -> bool:
    return find_broken(read_chain(agreement)) is None


def read_chain(agreement: CollaborationAgreement) -> list[Link]:
    """Its links in order, as they are checked."""
    rows = SigningEvent.objects.filter(agreement=agreement).order_by("number")
    return [Link(row.number, row.facts, row.before_sha256, row.sha256) for row in rows]
