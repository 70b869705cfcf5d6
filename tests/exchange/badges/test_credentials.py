"""The files of badges, tried with foreign libraries, and what a check says of real, old, copied and changed ones."""

from __future__ import annotations

import base64
import datetime as dt
import gzip
import hashlib
import hmac
import json
import subprocess
import sys
from pathlib import Path

import pytest
import time_machine
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from joserfc import jws
from joserfc.jwk import RSAKey
from openbadgeslib.ob3.contexts.__init__ import document_loader
from pyld import jsonld

from knowledge_network.exchange.badges import actions
from knowledge_network.exchange.badges.document import name_issuer, sign_badge
from knowledge_network.exchange.badges.enums import BadgeForm, BadgeVerdict, EndReason
from knowledge_network.exchange.badges.keys import rotate_keys
from knowledge_network.exchange.badges.models import Badge, BadgeKey
from knowledge_network.members.privacy.actions import erase_member
from tests import factories as f
from tests.exchange.badges.helpers import FORMS, client_of, grant, make_coordinator

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[3]
ADDRESS = "jorn@example.org"
CHECK = "exchange:badge_check"


@pytest.fixture
def coordinator():
    return make_coordinator()


@pytest.fixture
def badge(coordinator):
    member = f.MemberFactory(given_name="Jorn", family_name="Beltmate", email=ADDRESS)
    return grant(member, coordinator)


def fetch(badge, form):
    page = reverse("exchange:badge_file", args=[badge.public_id, form.address])
    return client_of(badge.member).get(page).content.decode()


def verdict(text, address=ADDRESS):
    return Client().post(reverse(CHECK), {"address": address, "text": text}).context["checked"].verdict


def methods():
    document = Client().get("/.well-known/did.json").json()
    return {method["id"]: method for method in document["verificationMethod"]}


def verify_elsewhere(token):
    """With another library than the one that signed, and the keys that everybody can fetch."""
    head = json.loads(base64.urlsafe_b64decode(token.split(".")[0] + "=="))
    key = RSAKey.import_key(methods()[head["kid"]]["publicKeyJwk"])
    return json.loads(jws.deserialize_compact(token, key, algorithms=["RS256"]).payload)


def verify_linked_data(document, loader=None):
    """The steps of eddsa-rdfc-2022 (W3C), written anew: canonical N-Quads of both halves, hashed, one signature."""
    proof = document["proof"]
    options = {"algorithm": "URDNA2015", "format": "application/n-quads", "documentLoader": document_loader()}
    config = {key: value for key, value in proof.items() if key != "proofValue"} | {"@context": document["@context"]}
    body = {key: value for key, value in document.items() if key != "proof"}
    halves = [hashlib.sha256(jsonld.normalize(half, options).encode()).digest() for half in (config, body)]
    multibase = methods()[proof["verificationMethod"]]["publicKeyMultibase"]
    raw = _base58(multibase[1:])[2:]
    Ed25519PublicKey.from_public_bytes(raw).verify(_base58(proof["proofValue"][1:]), b"".join(halves))


def _base58(text):
    alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
    number = 0
    for sign in text:
        number = number * 58 + alphabet.index(sign)
    zeros = len(text) - len(text.lstrip("1"))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8)


def test_a_foreign_library_verifies_the_jwt_and_reads_what_it_must(badge):
    payload = verify_elsewhere(fetch(badge, BadgeForm.JWT))
    assert "OpenBadgeCredential" in payload["type"]
    assert payload["issuer"]["id"] == payload["iss"] == name_issuer()
    assert payload["jti"] == payload["id"] == f"urn:uuid:{badge.urn}"
    assert payload["credentialSubject"]["achievement"]["criteria"]["narrative"] == badge.criterion
    assert payload["exp"] == int(badge.valid_until.timestamp())
    assert payload["credentialStatus"]["type"] == "BitstringStatusListEntry"


def test_the_proof_of_linked_data_is_that_of_the_standard(badge):
    document = json.loads(fetch(badge, BadgeForm.LINKED_DATA))
    assert document["proof"]["cryptosuite"] == "eddsa-rdfc-2022"
    verify_linked_data(document)
    document["name"] = "Iets anders"
    with pytest.raises(InvalidSignature):
        verify_linked_data(document)


@pytest.mark.parametrize("form", FORMS)
def test_of_its_holder_it_says_a_hash_only(badge, form):
    text = fetch(badge, form)
    shown = text if form == BadgeForm.LINKED_DATA else json.dumps(verify_elsewhere(text))
    for words in ("Jorn", "Beltmate", ADDRESS, badge.member.public_id, badge.motivation):
        assert words not in shown
    assert hashlib.sha256(f"{ADDRESS}{badge.salt}".encode()).hexdigest() in shown


@pytest.mark.parametrize("form", FORMS)
def test_real_copied_and_changed(badge, form):
    text = fetch(badge, form)
    assert verdict(text) == BadgeVerdict.VALID
    assert verdict(f"\n {text} \n", address="  JORN@Example.org ") == BadgeVerdict.VALID
    assert verdict(text, address="ander@example.org") == BadgeVerdict.OTHER_PERSON
    changed = text.replace("Procesbegeleider", "Procesbegeleidster")
    if form == BadgeForm.JWT:
        head, body, signature = text.split(".")
        payload = json.loads(base64.urlsafe_b64decode(body + "==")) | {"name": "Anders"}
        body = base64.urlsafe_b64encode(json.dumps(payload).encode()).decode().rstrip("=")
        changed = f"{head}.{body}.{signature}"
    assert verdict(changed) == BadgeVerdict.CHANGED


@pytest.mark.parametrize("form", FORMS)
def test_revoked_says_revoked_whatever_key_signed_it(badge, coordinator, form):
    text = fetch(badge, form)
    rotate_keys()
    assert verdict(text) == BadgeVerdict.VALID
    assert verdict(fetch(badge, form)) == BadgeVerdict.VALID
    actions.end_badge(badge=badge, by=coordinator, reason=EndReason.WITHDRAWN, note="x")
    assert verdict(text) == BadgeVerdict.REVOKED
    assert verdict(text, address="ander@example.org") == BadgeVerdict.REVOKED


def test_a_badge_of_somebody_erased_does_not_exist_any_more(badge):
    text = fetch(badge, BadgeForm.JWT)
    erase_member(member=badge.member, by=badge.member)
    assert not Badge.objects.exists()
    assert verdict(text) == BadgeVerdict.REVOKED


@pytest.mark.clock
@pytest.mark.parametrize("form", FORMS)
def test_after_its_last_day_it_is_over(badge, form):
    text = fetch(badge, form)
    with time_machine.travel(badge.valid_until - dt.timedelta(seconds=2), tick=False):
        assert verdict(text) == BadgeVerdict.VALID
    with time_machine.travel(badge.valid_until + dt.timedelta(seconds=1), tick=False):
        assert verdict(text) == BadgeVerdict.EXPIRED


def test_what_others_signed_or_nobody_is_unknown(badge):
    token = fetch(badge, BadgeForm.JWT)
    own = RSAKey.generate_key(2048)
    payload = base64.urlsafe_b64decode(token.split(".")[1] + "==")
    kid = f"{name_issuer()}#rsa-1"
    forged = jws.serialize_compact({"alg": "RS256", "kid": kid}, payload, own)
    foreign = jws.serialize_compact({"alg": "RS256", "kid": "did:web:elders.example#rsa-1"}, payload, own)
    bare = base64.urlsafe_b64encode(json.dumps({"alg": "none", "kid": kid}).encode()).decode().rstrip("=")
    unsigned = f"{bare}.{token.split('.')[1]}."
    assert verdict(forged) == BadgeVerdict.CHANGED
    assert verdict(unsigned) == BadgeVerdict.CHANGED
    assert verdict(foreign) == BadgeVerdict.UNKNOWN
    for text in (
        "x",
        "{}",
        "[1]",
        '{"proof": 1}',
        "a.b.c",
        "{" * 5000,
        json.dumps({"proof": {"verificationMethod": []}}),
    ):
        assert verdict(text) == BadgeVerdict.UNKNOWN


@pytest.mark.parametrize("sign", ["\x00", "\ud800"], ids=ascii)
def test_a_key_of_which_the_name_holds_strange_signs_is_unknown(sign):
    kid = f"{name_issuer()}#rsa-1{sign}"
    head = base64.urlsafe_b64encode(json.dumps({"alg": "RS256", "kid": kid}).encode()).decode().rstrip("=")
    assert verdict(json.dumps({"proof": {"verificationMethod": kid}})) == BadgeVerdict.UNKNOWN
    assert verdict(f"{head}.e30.AAAA") == BadgeVerdict.UNKNOWN


def test_a_key_cannot_sign_as_the_other_kind(badge):
    """A public key is no secret: as the secret of HS256 it signs nothing here."""
    body = fetch(badge, BadgeForm.JWT).split(".")[1]
    public = BadgeKey.objects.get(kind="rsa").public_key

    def part(content):
        return base64.urlsafe_b64encode(content).decode().rstrip("=")

    head = part(json.dumps({"alg": "HS256", "kid": f"{name_issuer()}#rsa-1"}).encode())
    signature = part(hmac.digest(public.encode(), f"{head}.{body}".encode(), "sha256"))
    assert verdict(f"{head}.{body}.{signature}") == BadgeVerdict.CHANGED


@pytest.mark.parametrize("form", FORMS)
def test_the_status_list_is_signed_and_says_bits_only(badge, coordinator, form):
    actions.end_badge(badge=badge, by=coordinator, reason=EndReason.WITHDRAWN, note="kanarie")
    accept = "application/vc+jwt" if form == BadgeForm.JWT else "*/*"
    response = Client().get(reverse("exchange:badge_status"), headers={"accept": accept})
    assert response["Access-Control-Allow-Origin"] == "*"
    text = response.content.decode()
    if form == BadgeForm.JWT:
        listed = verify_elsewhere(text)
    else:
        listed = json.loads(text)
        verify_linked_data(listed)
    bits = gzip.decompress(base64.urlsafe_b64decode(listed["credentialSubject"]["encodedList"][1:] + "==="))
    number = badge.status_bit.number
    assert len(bits) == 16384
    assert bits[number // 8] >> (7 - number % 8) & 1
    assert sum(byte.bit_count() for byte in bits) == 1
    assert "kanarie" not in text


def test_the_issuer_is_named_by_its_address_and_keeps_old_keys(badge):
    before = set(methods())
    rotate_keys()
    assert before < set(methods())
    assert len(methods()) == 4
    host = settings.PUBLIC_URL.split("//")[1]
    assert name_issuer() == f"did:web:{host.replace(':', '%3A')}"


@pytest.mark.parametrize("who", ["other", "coordinator"])
def test_nobody_else_fetches_the_file(badge, coordinator, who):
    reader = coordinator if who == "coordinator" else f.MemberFactory()
    page = reverse("exchange:badge_file", args=[badge.public_id, "jwt"])
    assert client_of(reader).get(page).status_code == (403 if who == "coordinator" else 404)


def test_each_coordinator_who_is_shown_a_badge_finds_the_way_to_withdraw_it(badge, coordinator):
    sent = {"address": ADDRESS, "text": fetch(badge, BadgeForm.JWT)}
    for reader, is_shown in ((coordinator, True), (make_coordinator(), True), (badge.member, False)):
        answer = client_of(reader).post(reverse(CHECK), sent)
        assert answer.context["checked"].verdict == BadgeVerdict.VALID
        assert (badge.get_absolute_url() in answer.text) is is_shown


def test_an_ended_badge_gives_no_file(badge, coordinator):
    actions.end_badge(badge=badge, by=coordinator, reason=EndReason.WITHDRAWN, note="x")
    page = reverse("exchange:badge_file", args=[badge.public_id, "jwt"])
    assert client_of(badge.member).get(page).status_code == 403


def test_checking_stores_nothing_and_asks_for_both(badge, django_assert_max_num_queries):
    text = fetch(badge, BadgeForm.JWT)
    assert Client().post(reverse(CHECK), {"address": "geen-adres", "text": text}).status_code == 422
    assert Client().post(reverse(CHECK), {"address": ADDRESS}).status_code == 422
    with django_assert_max_num_queries(4) as asked:
        response = Client().post(reverse(CHECK), {"address": ADDRESS, "text": text})
    assert response["Cache-Control"] == "private, no-store"
    assert all(query["sql"].startswith("SELECT") for query in asked)


def run_script(folder, *more):
    return subprocess.run(
        [
            sys.executable,
            "-m",
            "scripts.verify_badge",
            str(folder / "badge"),
            "--keys",
            str(folder / "did.json"),
            *more,
        ],
        cwd=ROOT,
        env={"PATH": "/usr/bin"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.real_clock(reason="another process judges at its own clock")
@pytest.mark.parametrize("form", FORMS)
def test_the_script_checks_without_the_site(badge, coordinator, tmp_path, form):
    (tmp_path / "badge").write_text(sign_badge(badge, form))
    (tmp_path / "did.json").write_bytes(Client().get("/.well-known/did.json").content)
    status = reverse("exchange:badge_status")
    (tmp_path / "list").write_bytes(Client().get(status).content)
    known = ["--list", str(tmp_path / "list"), "--address"]
    good = run_script(tmp_path, *known, ADDRESS)
    assert (good.returncode, good.stdout.splitlines()[-1]) == (0, "valid"), good.stdout + good.stderr
    other = run_script(tmp_path, *known, "ander@example.org")
    assert (other.returncode, other.stdout.splitlines()[-1]) == (1, "other_person")
    actions.end_badge(badge=badge, by=coordinator, reason=EndReason.WITHDRAWN, note="x")
    later = Client().get(status, headers={"accept": "application/vc+jwt"}).content
    (tmp_path / "list").write_bytes(later)
    gone = run_script(tmp_path, *known, ADDRESS)
    assert (gone.returncode, gone.stdout.splitlines()[-1]) == (1, "revoked")


def test_now_is_when_it_is_checked(badge):
    assert badge.valid_from <= timezone.now()
