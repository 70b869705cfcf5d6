"""Badges as linked data, checked without a network by a library of another house: @digitalbazaar/vc, in JavaScript."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import subprocess
from copy import deepcopy
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openbadgeslib import ob3

from knowledge_network.exchange.badges import actions
from knowledge_network.exchange.badges.document import collect_facts, name_issuer, sign_badge
from knowledge_network.exchange.badges.enums import BadgeForm, EndReason
from knowledge_network.exchange.badges.keys import rotate_keys
from knowledge_network.exchange.badges.models import STATUS_BITS
from knowledge_network.exchange.badges.sealing import build_credential, hash_address, sign_as_linked_data
from knowledge_network.kit.emails import absolute_url
from tests import factories as f
from tests.exchange.badges.helpers import grant, make_coordinator

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.real_clock(reason="another process judges at its own clock"),
]

ROOT = Path(__file__).resolve().parents[3]
PACKAGES = ROOT / ".venv" / "node"
SCRIPT = Path(__file__).parent / "foreign" / "verify.mjs"
# The words of @digitalbazaar/vc, before those of the cause.
FAILED = "Verification error(s)."
DID = f"https://{settings.PUBLIC_URL.split('//')[1]}/.well-known/did.json"


def find_node() -> str:
    """On a machine of ours it has to be there, with its packages; elsewhere this is left out, with a word."""
    found = shutil.which("node")
    if found and (PACKAGES / ".installed").is_file():
        return found
    if os.environ.get("CI") == "1":
        pytest.fail("node (18 or later, with npm) or its packages are missing: scripts/bootstrap.sh dev fetches those")
    pytest.skip("there is no node with its packages on this machine: what another library says of badges is left out")


@pytest.fixture
def judge(tmp_path):
    node = find_node()

    def ask(cases):
        """The reason why each is refused; None of one that holds."""
        told = tmp_path / "cases.json"
        told.write_text(json.dumps(cases))
        command = [node, "--input-type=module", "-", str(told)]
        done = subprocess.run(
            command, cwd=PACKAGES, input=SCRIPT.read_text(), capture_output=True, text=True, check=False, timeout=60
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return ask


@pytest.fixture
def coordinator():
    return make_coordinator()


@pytest.fixture
def badge(coordinator):
    member = f.MemberFactory(given_name="Jorn", family_name="Beltmate", email="jorn@example.org")
    return grant(member, coordinator)


def sign(badge):
    return json.loads(sign_badge(badge, BadgeForm.LINKED_DATA))


def serve():
    """What stands at our addresses now."""
    page = reverse("exchange:badge_status")
    return {
        DID: Client().get("/.well-known/did.json").json(),
        absolute_url(page): json.loads(Client().get(page).content),
    }


def change(signed, place, value):
    """A copy of it, with something else at one place."""
    changed = deepcopy(signed)
    *way, last = place
    part = changed
    for step in way:
        part = part[step]
    assert part[last] != value
    part[last] = value
    return changed


def test_it_holds_as_issued_until_it_is_revoked_whatever_key_signed_it(badge, coordinator, judge):
    signed = sign(badge)
    cases = {"issued": {"credential": signed, "documents": serve()}}
    rotate_keys()
    cases["its key retired"] = {"credential": signed, "documents": serve()}
    cases["by the new key"] = {"credential": sign(badge), "documents": serve()}
    actions.end_badge(badge=badge, by=coordinator, reason=EndReason.WITHDRAWN, note="x")
    cases["revoked"] = {"credential": signed, "documents": serve()}
    assert judge(cases) == {
        "issued": None,
        "its key retired": None,
        "by the new key": None,
        "revoked": "status: revocation",
    }


def test_with_one_letter_changed_or_for_somebody_else_its_signature_is_wrong(badge, judge):
    signed = sign(badge)
    places = {
        "name": (("name",), badge.name.replace("r", "t", 1)),
        "criterion": (("credentialSubject", "achievement", "criteria", "narrative"), badge.criterion + "."),
        "recipient": (
            ("credentialSubject", "identifier", 0, "identityHash"),
            hash_address("ander@example.org", badge.salt),
        ),
        "last day": (("validUntil",), "2099-01-01T00:00:00Z"),
        "number in the list": (("credentialStatus", "statusListIndex"), str(badge.status_bit.number ^ 1)),
        "moment of signing": (("proof", "created"), "2026-01-01T00:00:00Z"),
    }
    cases = {name: {"credential": change(signed, *how), "documents": serve()} for name, how in places.items()}
    assert judge(cases) == dict.fromkeys(places, f"{FAILED} Invalid signature.")


def test_signed_by_another_key_it_is_refused(badge, judge):
    own = Ed25519PrivateKey.generate()
    private = own.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    public = ob3.multikey_from_pem(own.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    signed, known = sign(badge), serve()
    kid, theirs = signed["proof"]["verificationMethod"], "did:web:elders.example"

    def sign_as(name):
        credential = build_credential(collect_facts(badge))
        return json.loads(sign_as_linked_data(credential, private, name, created=timezone.now()))

    place = [method["id"] for method in known[DID]["verificationMethod"]].index(kid)
    method = {"controller": theirs, "type": "Multikey", "publicKeyMultibase": public}
    elsewhere = {
        "@context": known[DID]["@context"],
        "id": theirs,
        "verificationMethod": [{"id": f"{theirs}#1", **method}],
        "assertionMethod": [f"{theirs}#1"],
    }
    swapped = change(known[DID], ("verificationMethod", place, "publicKeyMultibase"), public)
    told = judge(
        {
            "in our name": {"credential": sign_as(kid), "documents": known},
            "in their name": {
                "credential": sign_as(f"{theirs}#1"),
                "documents": known | {"https://elders.example/.well-known/did.json": elsewhere},
            },
            "under a name we never had": {"credential": sign_as(f"{name_issuer()}#9"), "documents": known},
            "our document has another": {"credential": signed, "documents": known | {DID: swapped}},
        }
    )
    assert told == {
        "in our name": f"{FAILED} Invalid signature.",
        "in their name": f"{FAILED} Credential issuer must match the verification method controller.",
        "under a name we never had": f"{FAILED} nothing stands at {name_issuer()}#9",
        "our document has another": f"{FAILED} Invalid signature.",
    }


def test_over_or_revoked_with_a_list_that_was_cleared_it_is_refused(badge, coordinator, judge):
    signed = sign(badge)
    later = (badge.valid_until + dt.timedelta(days=1)).isoformat()
    cases = {"over": {"credential": signed, "documents": serve(), "now": later}}
    actions.end_badge(badge=badge, by=coordinator, reason=EndReason.WITHDRAWN, note="x")
    page, known = signed["credentialStatus"]["statusListCredential"], serve()
    empty = ob3.build_status_list_credential(name_issuer(), page, "revocation", [], STATUS_BITS)
    cleared = change(known[page], ("credentialSubject", "encodedList"), empty["credentialSubject"]["encodedList"])
    cases["cleared"] = {"credential": signed, "documents": known | {page: cleared}}
    told = judge(cases)
    assert 'is after "validUntil"' in told["over"]
    assert told["cleared"].startswith('"BitstringStatusListCredential" not verified')
    assert told["cleared"].endswith("Invalid signature.")
