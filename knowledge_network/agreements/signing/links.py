"""Addresses of a signing round."""

from __future__ import annotations

from django.urls import reverse

from knowledge_network.agreements.signing.models import Signature
from knowledge_network.agreements.texts.models import CollaborationAgreement


def round_address(agreement: CollaborationAgreement) -> str:
    return reverse("agreements:signing_round", args=[agreement.public_id])


def signature_address(signature: Signature) -> str:
    return reverse("agreements:signature_sign", args=[signature.party.agreement.public_id, signature.public_id])
