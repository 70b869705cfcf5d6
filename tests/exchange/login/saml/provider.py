"""A SAML identity provider of another house (pysaml2) that says of somebody what a test wants, right or wrong."""

from __future__ import annotations

import base64
import datetime as dt
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from django.test import Client
from django.urls import reverse
from saml2 import BINDING_HTTP_REDIRECT, class_name
from saml2.authn_context import PASSWORDPROTECTEDTRANSPORT
from saml2.config import IdPConfig
from saml2.metadata import entity_descriptor
from saml2.saml import NAMEID_FORMAT_PERSISTENT, Assertion, NameID
from saml2.samlp import AuthnRequest, Response, response_from_string
from saml2.server import Server
from saml2.sigver import pre_signature_part
from saml2.xmldsig import DIGEST_SHA256, SIG_RSA_SHA256

ENTITY = "https://idp.example.org/metadata"
BASIC = "urn:oasis:names:tc:SAML:2.0:attrname-format:basic"
SSO = "https://idp.example.org/sso"


def find_xmlsec() -> str:
    """On a machine of ours it has to be there (scripts/debian-packages); elsewhere this is left out, with a word."""
    found = shutil.which("xmlsec1")
    if found is None and os.environ.get("CI") == "1":
        pytest.fail("xmlsec1 is missing: install what scripts/debian-packages lists")
    if found is None:
        pytest.skip("there is no xmlsec1 on this machine: what a SAML provider says is left out")
    return found


def write_key(folder: Path, name: str) -> tuple[str, str]:
    """A key and a certificate of its own; their files."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    pem, crt = folder / f"{name}.key", folder / f"{name}.crt"
    plain = serialization.NoEncryption()
    pem.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, plain)
    )
    crt.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    return str(pem), str(crt)


class SamlProvider:
    """What stands at the other side."""

    def __init__(self, folder: Path, name: str = "idp") -> None:
        self.folder = folder
        self.xmlsec = find_xmlsec()
        self.key, self.certificate = write_key(folder, name)
        self.metadata = folder / f"{name}.xml"
        self.metadata.write_text(str(entity_descriptor(IdPConfig().load(self._describe()))))
        self._servers: dict[str, Server] = {}

    def _describe(self, service: str = "") -> dict[str, object]:
        sides = {"metadata": {"inline": [service]}} if service else {}
        return {
            "entityid": ENTITY,
            "xmlsec_binary": self.xmlsec,
            "key_file": self.key,
            "cert_file": self.certificate,
            "service": {
                "idp": {
                    "endpoints": {"single_sign_on_service": [(SSO, BINDING_HTTP_REDIRECT)]},
                    "name_id_format": [NAMEID_FORMAT_PERSISTENT],
                    "policy": {"default": {"lifetime": {"minutes": 5}, "name_form": BASIC}},
                }
            },
            **sides,
        }

    def meet(self, word: str) -> Server:
        """It takes our metadata, from the page where they stand; once."""
        if word not in self._servers:
            page = Client().get(reverse("exchange:saml_metadata", args=[word]))
            assert page.status_code == 200, page.text
            self._servers[word] = Server(config=IdPConfig().load(self._describe(page.text)))
        return self._servers[word]

    def read(self, location: str, word: str = "surfconext", **others: object) -> AuthnRequest:
        """What we asked, as it understands it."""
        asked = parse_qs(urlsplit(location).query)
        read = self.meet(word).parse_authn_request(asked["SAMLRequest"][0], BINDING_HTTP_REDIRECT, **others)
        return read.message

    def answer(
        self,
        location: str,
        who: str = "abc",
        *,
        word: str = "surfconext",
        attributes: dict[str, object] | None = None,
        change: Callable[[Response, Assertion], None] | None = None,
        signed: str = "assertion",
        sign_alg: str = SIG_RSA_SHA256,
        digest_alg: str = DIGEST_SHA256,
    ) -> str:
        """The XML that its page sends back, with what a test changes in it before it is signed."""
        server, asked = self.meet(word), self.read(location, word)
        response = server.create_authn_response(
            identity=attributes or {},
            in_response_to=asked.id,
            destination=asked.assertion_consumer_service_url,
            sp_entity_id=asked.issuer.text,
            name_id=NameID(format=NAMEID_FORMAT_PERSISTENT, text=who),
            authn={"class_ref": PASSWORDPROTECTEDTRANSPORT, "authn_auth": ENTITY},
            sign_assertion=False,
            sign_response=False,
        )
        response = response_from_string(str(response))
        assertion = response.assertion[0]
        if change:
            change(response, assertion)
        if not signed:
            return str(response)
        node = assertion if signed == "assertion" else response
        node.signature = pre_signature_part(node.id, server.sec.my_cert, 1, sign_alg=sign_alg, digest_alg=digest_alg)
        return str(server.sec.sign_statement(str(response), class_name(node), node_id=node.id))


def begin_saml(client: Client, word: str = "surfconext", **query: str) -> str:
    response = client.get(reverse("exchange:federation_login", args=[word]), query)
    assert response.status_code == 302, response.text
    assert response["Location"].startswith(SSO), response["Location"]
    return response["Location"]


def send_back(client: Client, xml: str | bytes, word: str = "surfconext"):
    """As a browser does: the form from the page of the federation without our cookies, then on with them."""
    elsewhere, raw = Client(enforce_csrf_checks=True), xml.encode() if isinstance(xml, str) else xml
    form = {"SAMLResponse": base64.b64encode(raw).decode()}
    response = elsewhere.post(reverse("exchange:saml_return", args=[word]), form)
    assert response.status_code == 302, response.text
    if response["Location"] != reverse("exchange:saml_finish", args=[word]):
        return response
    client.cookies["saml-answer"] = response.cookies["saml-answer"].value
    return client.get(response["Location"])


def log_in_by_saml(
    client: Client, provider: SamlProvider, who: str = "abc", word: str = "surfconext", **others: object
):
    """There and back."""
    query = {"next": others.pop("next")} if "next" in others else {}
    return send_back(client, provider.answer(begin_saml(client, word, **query), who, word=word, **others), word)
