"""A sealed document as an attacker and a later reader meet it; pikepdf shares no code with what seals."""

import asyncio
import datetime as dt
import io
import json
import random
import time

import pikepdf
import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from knowledge_network.agreements.signing.checking import check_seal_apart
from knowledge_network.agreements.signing.document import EvidencePage, SignedLine, draw_agreement, fingerprint
from knowledge_network.agreements.signing.sealing import Verdict, check_seal, make_seal_pair, seal_pdf
from tests.agreements.building import make_draft

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 11, 24, 10, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def pair():
    # A seal is checked at the moment of the real clock by the library: the pair is valid then too.
    return make_seal_pair("Kennisnetwerk Proef", at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))


@pytest.fixture
def evidence():
    line = SignedLine("Bestuur 1", "Algemeen directeur a.i.", "op deze site", AT)
    return EvidencePage((line,), "ab" * 32, "cd" * 32, {"events": [{"number": 1, "kind": "opened"}]})


@pytest.fixture
def document(evidence):
    return draw_agreement(make_draft(), made_at=AT, evidence=evidence)


@pytest.fixture
def sealed(document, pair):
    return seal_pdf(document, pair, network="Kennisnetwerk Proef", reason="Ondertekend door alle partijen")


def test_the_same_agreement_and_moment_give_the_same_bytes(evidence):
    agreement = make_draft()
    one, two = (draw_agreement(agreement, made_at=AT, evidence=evidence) for _ in range(2))
    assert fingerprint(one) == fingerprint(two)
    assert fingerprint(draw_agreement(agreement, made_at=AT)) != fingerprint(one)


def test_a_sealed_document_is_intact_and_begins_with_what_was_sealed(sealed, document, pair):
    assert check_seal(sealed, [pair.certificate]) == Verdict.INTACT
    assert sealed.startswith(document)


def test_it_is_sealed_and_read_as_well_in_a_thread_that_runs_an_event_loop(document, pair):
    async def seal_and_read() -> Verdict:
        sealed = seal_pdf(document, pair, network="Kennisnetwerk Proef", reason="Ondertekend door alle partijen")
        return check_seal(sealed, [pair.certificate])

    assert asyncio.run(seal_and_read()) == Verdict.INTACT


def test_it_is_kept_for_years_accessible_and_carries_its_evidence(sealed, evidence):
    with pikepdf.open(io.BytesIO(sealed)) as pdf:
        root = pdf.Root
        assert str(root.Lang) == "nl"
        assert root.MarkInfo.Marked
        assert "/StructTreeRoot" in root
        assert root.ViewerPreferences.DisplayDocTitle
        assert root.OutputIntents
        assert not pdf.is_encrypted
        xmp = pdf.open_metadata()
        assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"], xmp["pdfuaid:part"]) == ("3", "A", "1")
        assert all(page.Tabs == "/S" for page in pdf.pages)
        assert not any(name in root for name in ("/OpenAction", "/AA"))
        assert b"/JavaScript" not in sealed
        data = pdf.attachments["evidence.json"].get_file().read_bytes()
        assert json.loads(data) == evidence.facts
        for page in pdf.pages:
            for font in page.Resources.Font.values():
                described = font.DescendantFonts[0] if "/DescendantFonts" in font else font
                names = {"/FontFile", "/FontFile2", "/FontFile3"}
                assert names & set(described.FontDescriptor.keys())


@pytest.mark.slow
def test_any_byte_that_changes_is_seen(sealed, document, pair):
    """Each seal is made anew with other numbers in it, so every part of it is looked at, not some places by chance."""
    source = random.Random(7)
    seal = sealed.index(b"/Contents <", len(document))
    places = [source.randrange(len(document)) for _ in range(40)]
    # Around the seal, and then the seal itself: the only part that it does not cover.
    places += [*range(len(document), len(sealed), 61), *range(seal, sealed.index(b"0000000000", seal), 7)]
    missed = []
    for place in places:
        bad = bytearray(sealed)
        bad[place] ^= 1 << source.randrange(8)
        if check_seal(bytes(bad), [pair.certificate]) not in {Verdict.CHANGED, Verdict.UNKNOWN}:
            missed.append(place)
    assert missed == []


# Of the envelope of a seal (RFC 5652): what its signature does not cover, in hexadecimal as it stands in the file.
NOT_COVERED = {
    "the version": (b"020101310F", b"020103310F"),
    "the list of fingerprints": (b"310F300D0609608648016503040201", b"310F300D0609608648016503040202"),
    "the name by which it calls its certificate": (b"4B656E6E69736E65747765726B", b"4B656E6E69736E65747765726C"),
    "the method": (b"300D06096086480165030402010500A0", b"300D06096086480165030402020500A0"),
}


@pytest.mark.parametrize("part", NOT_COVERED)
def test_so_is_a_change_in_what_a_signature_does_not_cover(sealed, document, pair, part):
    old, new = NOT_COVERED[part]
    place = sealed.rindex(old) if part == "the name by which it calls its certificate" else sealed.index(old)
    assert place > len(document)
    changed = sealed[:place] + new + sealed[place + len(old) :]
    assert check_seal(changed, [pair.certificate]) == Verdict.CHANGED


def test_what_is_added_behind_the_seal_is_seen_though_the_seal_itself_still_holds(sealed, pair):
    writer = IncrementalPdfFileWriter(io.BytesIO(sealed))
    writer.root["/Added"] = generic.NameObject("/Later")
    writer.update_root()
    out = io.BytesIO()
    writer.write(out)
    assert check_seal(out.getvalue(), [pair.certificate]) == Verdict.CONTINUED
    assert check_seal(sealed + b"\n% later", [pair.certificate]) in {Verdict.CONTINUED, Verdict.CHANGED}


def test_a_seal_of_another_installation_is_none_of_ours(sealed, document):
    other = make_seal_pair("Kennisnetwerk Proef", at=AT)
    assert check_seal(sealed, [other.certificate]) == Verdict.UNKNOWN
    assert check_seal(document, [other.certificate]) == Verdict.UNKNOWN
    assert check_seal(b"", [other.certificate]) == Verdict.UNKNOWN
    assert check_seal(b"geen pdf", [other.certificate]) == Verdict.UNKNOWN


def test_a_new_key_leaves_old_seals_intact(sealed, document, pair):
    new = make_seal_pair("Kennisnetwerk Proef", at=AT)
    later = seal_pdf(document, new, network="Kennisnetwerk Proef", reason="Ondertekend")
    for content in (sealed, later):
        assert check_seal(content, [pair.certificate, new.certificate]) == Verdict.INTACT


@pytest.mark.real_clock(reason="the process that reads a stranger's file has it")
def test_a_file_that_is_made_to_be_read_for_minutes_is_given_up(sealed, pair):
    """Ten megabytes of digits where the number of an object stands: everybody may send them, without logging in."""
    evil = b"%PDF-1.7\nxref\n0 1\n0000000000 65535 f \ntrailer\n<</Size 1/Root " + b"1" * 9_000_000
    evil += b">>\nstartxref\n9\n%%EOF\n"
    begin = time.monotonic()
    # Without our certificate it is not even opened; a stranger's signature is not called ours that was changed.
    assert check_seal_apart(evil + b"/ByteRange", [pair.certificate], seconds=2) == Verdict.UNKNOWN
    ours = sealed.index(b"/Contents <") + len(b"/Contents <")
    evil = evil[:-20] + sealed[ours : sealed.index(b">", ours)] + evil[-20:]
    assert check_seal_apart(evil, [pair.certificate], seconds=2) == Verdict.CHANGED
    assert time.monotonic() - begin < 40


@pytest.mark.real_clock(reason="the process that reads a stranger's file has it")
def test_in_a_process_of_its_own_the_verdict_is_the_same(sealed, document, pair):
    other = make_seal_pair("Een ander", at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    certificates = [other.certificate, pair.certificate]
    changed = sealed.replace(b"/Zegel", b"/zegel", 1) if b"/Zegel" in sealed else b"%" + sealed
    for content, known in ((sealed, certificates), (sealed, [other.certificate]), (document, certificates),
                           (changed, certificates), (sealed + b"\n", certificates)):  # fmt: skip
        assert check_seal_apart(content, known) == check_seal(content, known)
    assert check_seal_apart(sealed, certificates) == Verdict.INTACT
