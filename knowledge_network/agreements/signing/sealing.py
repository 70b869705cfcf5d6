"""The seal of the installation on a finished document (PAdES), and what a check of it says.

One seal at the end, that allows no change. Its key belongs to the installation; who signed for which party stands in
the evidence, not in the seal.

Run by itself it checks a file of a stranger, in a process with little memory and time: a PDF of a few megabytes can be
made so that reading it takes minutes. Imports nothing of this project.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import resource
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

FIELD = "Zegel"
MEMORY = 1024 * 1024 * 1024
PEM = re.compile(rb"-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----\s*", re.DOTALL)
END_OF_CERTIFICATES = b"-----THE DOCUMENT-----\n"
YEARS_OF_A_KEY = 10


class Verdict(StrEnum):
    INTACT = "intact"  # as it was sealed, by this installation
    CHANGED = "changed"  # a byte of what was sealed is another
    CONTINUED = "continued"  # what was sealed is whole, and something was added after it
    UNKNOWN = "unknown"  # not sealed, or by somebody else


@dataclass(frozen=True)
class SealPair:
    """A key and its certificate, both as PEM; the certificate is its own root."""

    private_key: bytes
    certificate: bytes


def make_seal_pair(network: str, *, at: dt.datetime) -> SealPair:
    """A new key of elliptic curve P-256 with a certificate for ten years."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name(
        [x509.NameAttribute(NameOID.COMMON_NAME, network[:64]), x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Zegel")]
    )
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - dt.timedelta(hours=1))
        .not_valid_after(at + dt.timedelta(days=365 * YEARS_OF_A_KEY))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(
            x509.KeyUsage(
                digital_signature=True,
                content_commitment=True,
                key_encipherment=False,
                data_encipherment=False,
                key_agreement=False,
                key_cert_sign=True,
                crl_sign=False,
                encipher_only=False,
                decipher_only=False,
            ),
            critical=True,
        )
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return SealPair(private, certificate.public_bytes(serialization.Encoding.PEM))


def seal_pdf(content: bytes, pair: SealPair, *, network: str, reason: str) -> bytes:
    """`content` with one seal that allows no change; its bytes stay as the beginning of the sealed file."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter  # noqa: PLC0415 heavy, for a few a year
    from pyhanko.sign import fields, signers  # noqa: PLC0415
    from pyhanko_certvalidator.registry import SimpleCertificateStore  # noqa: PLC0415

    signer = signers.SimpleSigner(
        signing_cert=_certificate(pair.certificate),
        signing_key=_key(pair.private_key),
        # No more certificates than the one that signs.
        cert_registry=SimpleCertificateStore(),
    )
    meta = signers.PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        certify=True,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES,
        subfilter=fields.SigSeedSubFilter.PADES,
        name=network,
        reason=reason,
    )
    out = io.BytesIO()
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    _apart(signers.sign_pdf, writer, meta, signer=signer, output=out)
    return out.getvalue()


def _apart(work: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
    """In a thread of its own: the library begins an event loop, which a thread that runs one already refuses."""
    with ThreadPoolExecutor(1) as apart:
        return apart.submit(work, *arguments, **named).result()


def check_seal(content: bytes, certificates: Sequence[bytes]) -> Verdict:
    """What a sealed file is worth; `certificates` are those of all keys that this installation ever had (PEM).

    `valid` of a seal says nothing of what was added behind it: read is its `bottom_line`, and how much it covers.
    """
    from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: PLC0415
    from pyhanko.sign.diff_analysis import ModificationLevel  # noqa: PLC0415
    from pyhanko.sign.validation import validate_pdf_signature  # noqa: PLC0415
    from pyhanko.sign.validation.status import SignatureCoverageLevel  # noqa: PLC0415
    from pyhanko_certvalidator import ValidationContext  # noqa: PLC0415

    roots = [_certificate(pem) for pem in certificates]
    known = {root.dump() for root in roots}
    try:
        seals = PdfFileReader(io.BytesIO(content), strict=False).embedded_signatures
        if len(seals) != 1 or seals[0].signer_cert.dump() not in known:
            return Verdict.UNKNOWN
        context = ValidationContext(trust_roots=roots, allow_fetching=False)
        status = _apart(validate_pdf_signature, seals[0], signer_validation_context=context)
        is_ours = _fills_its_gap(content, seals[0]) and _is_as_we_make_it(seals[0])
    except Exception:  # noqa: BLE001 whatever a stranger's or a damaged file makes the library stumble over
        return Verdict.CHANGED if is_signed_by_one_of(certificates, content) else Verdict.UNKNOWN
    if not status.intact or not is_ours:
        return Verdict.CHANGED
    whole = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    if not whole or status.modification_level != ModificationLevel.NONE:
        return Verdict.CONTINUED
    return Verdict.INTACT if status.bottom_line else Verdict.CHANGED


def is_signed_by_one_of(certificates: Sequence[bytes], content: bytes) -> bool:
    """Whether one of the certificates stands in the file as in a seal; without it there is no seal of ours to check."""
    written = content.upper()
    return any(_certificate(pem).dump().hex().upper().encode() in written for pem in certificates)


def _fills_its_gap(content: bytes, seal: Any) -> bool:
    """Whether the place of the seal, the only bytes that it does not cover itself, holds nothing but the seal."""
    content_of_seal = bytes(seal.pkcs7_content)
    gap = content[seal.byte_range[1] : seal.byte_range[2]]
    rest = content_of_seal[_length(content_of_seal) :]
    return gap == b"<" + content_of_seal.hex().upper().encode() + b">" and not rest.strip(b"\0")


def _is_as_we_make_it(seal: Any) -> bool:
    """Whether the seal is, to the byte, what `seal_pdf` makes of its certificate, signed attributes and signature.

    A signature covers neither its envelope nor the name by which it calls its certificate (RFC 5652, 5.4), and a
    lenient reader takes whatever stands there.
    """
    from asn1crypto import cms  # noqa: PLC0415

    certificate, signer = seal.signer_cert, seal.signer_info
    sha256 = {"algorithm": "sha256"}
    signed_by = {"issuer": certificate.issuer, "serial_number": certificate.serial_number}
    made = cms.ContentInfo(
        {
            "content_type": "signed_data",
            "content": {
                "version": "v1",
                "digest_algorithms": [sha256],
                "encap_content_info": {"content_type": "data"},
                "certificates": [certificate],
                "signer_infos": [
                    {
                        "version": "v1",
                        "sid": cms.SignerIdentifier({"issuer_and_serial_number": signed_by}),
                        "digest_algorithm": sha256,
                        "signed_attrs": signer["signed_attrs"],
                        "signature_algorithm": {"algorithm": "sha256_ecdsa"},
                        "signature": signer["signature"],
                    }
                ],
            },
        }
    ).dump()
    content_of_seal = bytes(seal.pkcs7_content)
    return bool(content_of_seal[: _length(content_of_seal)] == made)


def _length(der: bytes) -> int:
    """How many bytes the one value at the beginning of `der` takes, by its own header (X.690, 8.1.3)."""
    if len(der) < 2 or der[1] < 0x80:
        return 2 + (der[1] if len(der) > 1 else 0)
    count = der[1] & 0x7F
    return 2 + count + int.from_bytes(der[2 : 2 + count])


def _certificate(pem: bytes) -> Any:
    from pyhanko.keys import load_certs_from_pemder_data  # noqa: PLC0415

    return next(iter(load_certs_from_pemder_data(pem)))


def _key(pem: bytes) -> Any:
    from pyhanko.keys import load_private_key_from_pemder_data  # noqa: PLC0415

    return load_private_key_from_pemder_data(pem, passphrase=None)


def check_confined(seconds: int) -> None:
    """Certificates and a document from standard input; the verdict to standard output."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    certificates, _end, content = sys.stdin.buffer.read().partition(END_OF_CERTIFICATES)
    sys.stdout.write(check_seal(content, PEM.findall(certificates)))


if __name__ == "__main__":
    check_confined(int(sys.argv[1]))
