"""The script that checks a signed agreement without the site: another process, no settings, no database."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from knowledge_network.agreements.signing.keys import all_certificates, rotate_pair
from knowledge_network.agreements.signing.models import SigningEvent
from tests.agreements.building import make_coordinator
from tests.agreements.rounds import opened_round, sign_all

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def signed(db, tmp_path):
    """The files that somebody has: signed, the document, the keys; and a fingerprint from a mail."""
    agreement = sign_all(*opened_round(make_coordinator()))
    files = {
        "signed": agreement.sealed_document.read(),
        "document": agreement.document.read(),
        "key": b"".join(all_certificates()),
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    return tmp_path, SigningEvent.objects.filter(agreement=agreement).order_by("number")[3].sha256


def run(folder, *more, signed="signed"):
    return subprocess.run(
        [sys.executable, "-m", "scripts.verify_agreement", str(folder / signed), "--key", str(folder / "key"), *more],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "PYTHONWARNINGS": "ignore"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.real_clock(reason="the certificate is checked by another process at its own clock")
def test_it_says_intact_changed_and_continued(signed):
    folder, step = signed
    whole = (folder / "signed").read_bytes()
    good = run(folder, "--document", str(folder / "document"), "--step", step)
    assert good.returncode == 0, good.stdout + good.stderr
    assert good.stdout.splitlines()[-1] == "intact"
    (folder / "bad").write_bytes(whole[:3000] + bytes([whole[3000] ^ 4]) + whole[3001:])
    bad = run(folder, signed="bad")
    assert (bad.returncode, bad.stdout.splitlines()[-1]) == (1, "changed")
    (folder / "more").write_bytes(whole + b"\n% later\n")
    more = run(folder, signed="more")
    assert more.returncode == 1
    assert more.stdout.splitlines()[-1] in {"continued", "changed"}


@pytest.mark.real_clock(reason="the certificate is checked by another process at its own clock")
def test_it_says_what_does_not_belong_to_it(signed):
    folder, _step = signed
    (folder / "other").write_bytes(b"%PDF-1.7 een ander document")
    wrong = run(folder, "--document", str(folder / "other"), "--step", "0" * 64)
    assert wrong.returncode == 1
    assert "this is not the document that was signed" in wrong.stdout
    assert "no step has this fingerprint" in wrong.stdout
    rotate_pair()
    (folder / "key").write_bytes(all_certificates()[-1])
    assert run(folder).stdout.splitlines()[-1] == "unknown", "sealed with another key"


@pytest.mark.real_clock(reason="only what it says of files that it cannot read is looked at")
def test_a_file_that_is_not_there_is_said_in_one_line(signed):
    folder, _step = signed
    missing = run(folder, signed="nothing")
    assert missing.returncode == 2
    assert "Traceback" not in missing.stderr
    (folder / "key").write_bytes(b"no key")
    assert "no public key" in run(folder).stderr
