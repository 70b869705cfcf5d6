"""Addresses of signing, and of checking what was signed."""

from django.urls import URLPattern, URLResolver, include, path

from knowledge_network.agreements.signing.views import mandates, rounds, signatures, verification

signature: list[URLPattern | URLResolver] = [
    path("", signatures.signature_sign, name="signature_sign"),
    path("lezen/", signatures.signature_read, name="signature_read"),
    path("weigeren/", signatures.signature_refuse, name="signature_refuse"),
    path("papier/", signatures.signature_paper, name="signature_paper"),
    path("scan/", signatures.signature_scan, name="signature_scan"),
    path("herinneren/", rounds.signature_remind, name="signature_remind"),
]

mandate: list[URLPattern | URLResolver] = [
    path("bevestigen/", mandates.mandate_confirm, name="mandate_confirm"),
    path("papier/", mandates.mandate_paper, name="mandate_paper"),
    path("scan/", mandates.mandate_scan, name="mandate_scan"),
    path("terugnemen/", mandates.mandate_withdraw, name="mandate_withdraw"),
]

one: list[URLPattern | URLResolver] = [
    path("document/", rounds.document, name="document"),
    path("getekend/", rounds.sealed, name="sealed"),
    path("ondertekenen/", rounds.signing_round, name="signing_round"),
    path("ondertekenen/openen/", rounds.round_open, name="round_open"),
    path("ondertekenen/gedeeltelijk/", rounds.round_start_partly, name="round_start_partly"),
    path("ondertekenen/intrekken/", rounds.round_withdraw, name="round_withdraw"),
    path("ondertekenen/logboek/", rounds.signing_log, name="signing_log"),
    path("ondertekenen/partij/<slug:party>/machtiging/", mandates.mandate_propose, name="mandate_propose"),
    path("ondertekenen/partij/<slug:party>/vervangen/", rounds.signatory_replace, name="signatory_replace"),
    path("ondertekenen/machtiging/<slug:mandate>/", include(mandate)),
    path("ondertekenen/<slug:signature>/", include(signature)),
]

urlpatterns = [
    path("controleren/", verification.agreement_verify, name="agreement_verify"),
    path("ondertekenen/wacht/", rounds.signature_list, name="signature_list"),
    path("controleren/zegel.pem", verification.seal_certificates, name="seal_certificates"),
    path("overeenkomst/<slug:public_id>/", include(one)),
]
