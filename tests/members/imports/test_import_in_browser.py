"""A list of 2 000 people with forty values that nobody knows, put right in a dozen clicks."""

from __future__ import annotations

import pytest
from django.urls import reverse

from knowledge_network.members.imports import runs
from knowledge_network.members.organisations.actions import take_part
from tests.factories import BoardFactory, NetworkRoleFactory, SiteFactory
from tests.quality.test_click_budgets import Hand

pytestmark = pytest.mark.django_db(transaction=True)
NAMES = [
    f"{tree}{place}"
    for tree in ("Linde", "Eik", "Beuk", "Wilg", "Berk", "Olm")
    for place in ("hof", "laan", "veld", "dal", "berg")
]
# Thirty names with a typing error in them, eight words for functions that resemble one, and two that resemble nothing.
MISSPELT = [f"De {name[:-2]}{name[-1]}{name[-2]}" for name in NAMES]
WORDS = [
    "leerkrcht",
    "leekracht",
    "directuer",
    "onderwijsasistent",
    "intern begeleidr",
    "schoolopleidr",
    "coahc",
    "studnet",
]
STRANGE = ["tovenaar", "kwartiermaker"]
MOST_CLICKS = 12


def make_list(rows: int) -> bytes:
    lines = ["e-mail;naam;school;functie"]
    for number in range(rows):
        school = MISSPELT[number // 2 % len(MISSPELT)] if number % 2 else f"De {NAMES[number % len(NAMES)]}"
        function = (WORDS + STRANGE)[number // 3 % 10] if number % 3 == 0 else "leraar"
        lines.append(f"collega{number}@example.org;Voor{number} Achter{number};{school};{function}")
    return "\n".join(lines).encode()


def test_forty_unknown_values_in_two_thousand_rows_are_put_right_in_twelve_clicks(
    transactional_db, visit, sign_in_browser
):
    board = BoardFactory()
    for name in NAMES:
        SiteFactory(name=f"De {name}", school__board=board)
    take_part(organisation=board, by=None)
    coordinator, hand = NetworkRoleFactory().member, Hand()
    options = {"method": "account", "function": "teacher", "organisation": None, "day": "2026-08-01"}
    run = runs.offer_list(
        kind="members", by=coordinator, name="leden.csv", content=make_list(2000), options=options, now=True
    )
    assert run.counts["error"] > 1000
    sign_in_browser(coordinator)
    page = visit(reverse("members:import_detail", args=[run.public_id]))
    hand.click(page.get_by_role("link", name="Geef in één keer voor alle rijen aan wat ze betekenen"))
    page.get_by_role("heading", name="Waarden die we niet kennen").wait_for()
    assert page.locator("tbody tr").count() == len(MISSPELT) + len(WORDS) + len(STRANGE)
    for word in STRANGE:
        hand.choose(page.get_by_label(word, exact=True), "other")
    hand.click(page.get_by_role("button", name="Pas toe op alle rijen"))
    page.get_by_role("button", name="Voer 2000 wijzigingen uit").wait_for(timeout=60_000)
    assert hand.spent <= MOST_CLICKS
    run.refresh_from_db()
    assert (run.counts["new"], run.counts["error"]) == (2000, 0)
