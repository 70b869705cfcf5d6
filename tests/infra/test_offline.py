"""Without a connection a page says what still works; what a device keeps for it holds nothing of anybody."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests import factories as f


@pytest.mark.django_db
def test_the_page_and_its_worker_are_the_same_for_everybody(client):
    member = f.MemberFactory()
    before = client.get(reverse("offline")).content
    client.force_login(member, backend="knowledge_network.members.accounts.backends.MemberBackend")
    assert client.get(reverse("offline")).content == before
    assert member.get_full_name() not in before.decode()
    worker = client.get(reverse("site_worker"))
    assert worker["Content-Type"].startswith("text/javascript")
    assert '"page": "/zonder-verbinding/"' in worker.content.decode()


@pytest.mark.django_db(transaction=True)
def test_who_loses_the_connection_reads_what_still_works_and_goes_on_when_it_is_back(visit, sign_in_browser):
    sign_in_browser(f.MemberFactory())
    page = visit(reverse("members:member_list"))
    page.evaluate("navigator.serviceWorker.register('/werker.js').then(() => navigator.serviceWorker.ready)")
    page.reload()
    page.context.set_offline(True)
    page.goto(page.url, wait_until="commit")
    expect(page.get_by_role("heading", level=1)).to_have_text("Je hebt nu geen verbinding")
    page.context.set_offline(False)
    page.get_by_role("link", name="Probeer opnieuw").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Leden")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("shares", [True, False])
def test_a_product_is_shared_by_the_sheet_of_the_device_or_its_link_is_copied(visit, sign_in_browser, shares):
    product = f.KnowledgeProductFactory(status="published")
    sign_in_browser(f.MemberFactory())
    page = visit(product.get_absolute_url())
    page.evaluate(
        """(shares) => {
          window.got = [];
          const note = (what) => { window.got.push(what); return Promise.resolve(); };
          Object.defineProperty(navigator, 'share', { value: shares ? (data) => note(data.url) : undefined });
          Object.defineProperty(navigator, 'clipboard', { value: { writeText: (text) => note(text) } });
        }""",
        shares,
    )
    button = page.locator("[data-share]")
    button.click()
    expect(button).to_have_text("Delen" if shares else "De link is gekopieerd")
    [address] = page.evaluate("window.got")
    assert address.endswith(product.get_absolute_url())
