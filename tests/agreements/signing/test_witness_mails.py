"""The head of the chain as it stands in mails that were sent, and that those mails prove something offline."""

from __future__ import annotations

import datetime as dt
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import time_machine
from django.utils import timezone

from knowledge_network.agreements.signing.keys import all_certificates
from knowledge_network.agreements.signing.models import SigningEvent
from knowledge_network.agreements.signing.reminders import plan_signing
from knowledge_network.agreements.texts.people import find_directors
from knowledge_network.notifications.digests.bundles import plan_bundles
from knowledge_network.notifications.digests.planning import plan_digests
from knowledge_network.notifications.outbox import deliver_due, rhythm
from knowledge_network.notifications.outbox.models import MailRhythm
from tests.agreements.building import make_coordinator
from tests.agreements.rounds import opened_round, sign_all, sign_as, signatures_of
from tests.notifications.calendars import Weekdays

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[3]
SHA256 = re.compile(r"\b[0-9a-f]{64}\b")
A_TUESDAY = "2026-11-24T10:00+01:00"


@pytest.fixture(autouse=True)
def weekdays(monkeypatch):
    monkeypatch.setattr(rhythm, "school_days_of_network", lambda first, last: Weekdays())


@pytest.fixture
def coordinator():
    return make_coordinator()


def heads_in(mails, agreement):
    """Which fingerprints of steps stand in these mails."""
    steps = set(SigningEvent.objects.filter(agreement=agreement).values_list("sha256", flat=True))
    return {found for mail in mails for found in SHA256.findall(mail.body)} & steps


def newest(agreement):
    return SigningEvent.objects.filter(agreement=agreement).order_by("-number").first().sha256


def send_later(moment, **by):
    with time_machine.travel(moment + dt.timedelta(**by), tick=False):
        plan_bundles(timezone.now())
        plan_digests(timezone.now())
        deliver_due()


@pytest.mark.clock
def test_each_party_gets_the_head_in_one_mail_when_it_is_sealed(coordinator, mailoutbox):
    with time_machine.travel(A_TUESDAY, tick=False):
        agreement = sign_all(*opened_round(coordinator))
        now = timezone.now()
    mailoutbox.clear()
    send_later(now, minutes=11)
    sealed = [mail for mail in mailoutbox if agreement.sealed_sha256 in mail.body]
    for party in agreement.parties.all():
        addresses = {director.email for director in find_directors(party)}
        assert [mail for mail in sealed if set(mail.to) & addresses], party
    assert all(newest(agreement) in mail.body for mail in sealed)


@pytest.mark.clock
def test_the_mail_of_the_day_on_which_a_party_signed_carries_the_head(coordinator, mailoutbox):
    """Alone, and together with other things of that day: it goes anyway."""
    MailRhythm.objects.create(member=coordinator, digest=False)
    with time_machine.travel(A_TUESDAY, tick=False):
        agreement, people = opened_round(coordinator)
        sign_as(signatures_of(agreement)[0], people[signatures_of(agreement)[0].party_id])
        now = timezone.now()
    send_later(now, minutes=11)
    send_later(now, days=1)
    mine = [mail for mail in mailoutbox if coordinator.email in mail.to]
    assert newest(agreement) in heads_in(mine, agreement), [mail.body for mail in mine]
    mailoutbox.clear()
    with time_machine.travel(now + dt.timedelta(days=1, hours=1), tick=False):
        for signature in signatures_of(agreement)[1:3]:
            sign_as(signature, people[signature.party_id])
    send_later(now, days=2)
    together = [mail for mail in mailoutbox if coordinator.email in mail.to and mail.body.count("tekende «") >= 2]
    assert len(together) == 1
    assert newest(agreement) in together[0].body


@pytest.mark.clock
def test_each_party_gets_one_mail_a_quarter_with_the_head(coordinator, mailoutbox):
    with time_machine.travel(A_TUESDAY, tick=False):
        agreement = sign_all(*opened_round(coordinator))
        send_later(timezone.now(), minutes=11)
    mailoutbox.clear()
    with time_machine.travel("2027-01-04T10:00+01:00", tick=False):
        plan_signing(timezone.now())
        plan_signing(timezone.now())
        now = timezone.now()
    send_later(now, minutes=15)
    for party in agreement.parties.all():
        for director in find_directors(party):
            mine = [mail for mail in mailoutbox if director.email in mail.to and newest(agreement) in mail.body]
            assert len(mine) == 1, party


@pytest.mark.real_clock(reason="the certificate is checked by another process at its own clock")
def test_a_fingerprint_from_a_mail_is_proof_without_the_site(coordinator, mailoutbox, tmp_path):
    """What somebody kept in a mailbox and got from the site is enough for the script."""
    agreement, people = opened_round(coordinator)
    send_later(timezone.now(), minutes=11)
    # Whatever the hour of the day: by night mail waits for the morning.
    send_later(timezone.now(), hours=13)
    kept = heads_in(mailoutbox, agreement)
    assert kept
    agreement = sign_all(agreement, people)
    (tmp_path / "signed.pdf").write_bytes(agreement.sealed_document.read())
    (tmp_path / "seal.pem").write_bytes(b"".join(all_certificates()))
    for step, ends in ((kept.pop(), 0), ("0" * 64, 1)):
        ran = subprocess.run(
            [
                sys.executable, "-m", "scripts.verify_agreement", str(tmp_path / "signed.pdf"),
                "--key", str(tmp_path / "seal.pem"), "--step", step,
            ],
            cwd=ROOT, env={"PATH": os.environ["PATH"], "PYTHONWARNINGS": "ignore"},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert (ran.returncode != 0) == bool(ends), ran.stdout + ran.stderr
