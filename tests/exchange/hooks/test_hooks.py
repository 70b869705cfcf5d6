"""Systems that hear of changes: signed, at least once, off after three days, and no word of people."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from django.urls import reverse
from django.utils import timezone
from standardwebhooks import Webhook as Checker
from standardwebhooks import WebhookVerificationError

from expertise.products.enums import ProductAccess
from expertise.products.models import KnowledgeProduct
from knowledge_network.exchange.catalogue.actions import bring_up_to_date
from knowledge_network.exchange.hooks.actions import hooks as actions
from knowledge_network.exchange.hooks.actions.messages import forget_old_messages, send_due
from knowledge_network.exchange.hooks.enums import HookEvent, HookState, MessageState
from knowledge_network.exchange.hooks.models import HookMessage, Webhook
from knowledge_network.exchange.outgoing.enums import Trouble
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.events.models import Notice
from tests import factories as f
from tests.expertise.products.test_products import sign_in
from tests.insight.helpers import coordinator
from tests.pages import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("foreign_server")]
URL = "https://school.example/hoort"
NOON = dt.datetime(2026, 3, 10, 11, tzinfo=dt.UTC)


def hook_of(*events, by=None):
    return actions.add_hook(by=by or coordinator(), name="Site", url=URL, events=events or HookEvent.CHOSEN)


def product(**values):
    return f.KnowledgeProductFactory(makers="kanarie-makers-einde", title="kanarie-titel-einde", **values)


def change(one, **values):
    KnowledgeProduct.objects.filter(pk=one.pk).update(changed_at=timezone.now(), **values)
    bring_up_to_date()


def test_a_message_is_checked_by_a_library_of_others_and_holds_ids_and_addresses_only(foreign_server):
    hook, one = hook_of(), product()
    bring_up_to_date()
    assert send_due() == 1
    method, path, body, headers = foreign_server.got[0]
    assert (method, path) == ("POST", "/hoort")
    told = Checker(hook.secret).verify(body, headers)
    assert told["type"] == "product.published"
    assert told["data"] == {"id": f"urn:uuid:{one.urn}", "url": f"https://netwerk.example.org{one.get_absolute_url()}"}
    assert b"kanarie" not in body
    with pytest.raises(WebhookVerificationError):
        Checker(hook.secret).verify(body.replace(b"published", b"withdrawn"), headers)


def test_each_change_is_told_once_to_who_wants_to_hear_it(foreign_server):
    hook_of()
    hook_of(HookEvent.PRODUCT_GONE)
    one = product()
    bring_up_to_date()
    bring_up_to_date()
    change(one, summary="Anders.")
    change(one, access=ProductAccess.NETWORK)
    send_due()
    assert [json.loads(body)["type"] for _method, _path, body, _headers in foreign_server.got] == [
        "product.published",
        "product.changed",
        "product.withdrawn",
        "product.withdrawn",
    ]
    assert send_due() == 0


@pytest.mark.clock
def test_what_does_not_arrive_is_tried_again_with_the_same_id_until_it_does(foreign_server, time_machine):
    time_machine.move_to(NOON, tick=False)
    hook_of()
    product()
    bring_up_to_date()
    foreign_server.status = 503
    assert send_due() == 0
    assert send_due() == 0
    kept = Webhook.objects.get().trouble
    assert kept == "status 503", "a code, and not the language of whoever was at work"
    assert "503" in Trouble.read(kept)
    foreign_server.status = 204
    time_machine.move_to(NOON + dt.timedelta(minutes=2), tick=False)
    assert send_due() == 1
    ids = [headers["webhook-id"] for _method, _path, _body, headers in foreign_server.got]
    assert len(ids) == 2
    assert len(set(ids)) == 1
    message = HookMessage.objects.get()
    assert (message.state, message.attempts, message.trouble) == (MessageState.SENT, 2, "")
    assert Webhook.objects.get().failing_since is None


@pytest.mark.clock
def test_who_fails_for_three_days_is_switched_off_and_who_runs_the_network_hears_it_once(foreign_server, time_machine):
    time_machine.move_to(NOON, tick=False)
    runs = coordinator()
    hook = hook_of(by=runs)
    product()
    bring_up_to_date()
    foreign_server.status = 500
    for hours in range(0, 76, 4):
        time_machine.move_to(NOON + dt.timedelta(hours=hours), tick=False)
        send_due()
    hook.refresh_from_db()
    assert hook.state == HookState.FAILED
    assert HookMessage.objects.get().state == MessageState.GIVEN_UP
    assert Notice.objects.filter(member=runs, kind="exchange.hook_failed").count() == 1
    assert AuditEvent.objects.filter(verb="exchange.hook_failed", actor=None).count() == 1
    product()
    bring_up_to_date()
    assert HookMessage.objects.count() == 1
    actions.switch_hook(hook=hook, by=runs, on=True)
    foreign_server.status = 200
    product()
    bring_up_to_date()
    assert send_due() == 1


@pytest.mark.clock
def test_a_new_address_is_not_switched_off_for_what_the_old_one_failed(foreign_server, time_machine):
    time_machine.move_to(NOON, tick=False)
    runs = coordinator()
    hook = hook_of(by=runs)
    product()
    bring_up_to_date()
    foreign_server.status = 500
    send_due()
    actions.change_hook(hook=hook, by=runs, name="Site", url="https://elders.example/", events=hook.events)
    hook.refresh_from_db()
    assert (hook.failing_since, hook.trouble) == (None, "")
    time_machine.move_to(NOON + dt.timedelta(days=3, hours=1), tick=False)
    send_due()
    hook.refresh_from_db()
    assert hook.state == HookState.ON


def test_who_died_with_a_message_holds_it_no_longer_than_two_minutes(foreign_server, monkeypatch):
    hook_of()
    product()
    bring_up_to_date()
    monkeypatch.setattr("knowledge_network.exchange.hooks.actions.messages.send_one", dies)
    with pytest.raises(SystemExit):
        send_due()
    monkeypatch.undo()
    assert HookMessage.objects.get().state == MessageState.WAITING
    assert HookMessage.objects.due(timezone.now() + dt.timedelta(minutes=3)).count() == 1


def dies(*args, **kwargs):
    raise SystemExit


def test_nothing_is_kept_for_systems_while_the_site_asks_nobody(settings):
    settings.OUTGOING_REQUESTS = False
    hook_of()
    product()
    bring_up_to_date()
    assert not HookMessage.objects.exists()


def test_another_address_and_a_new_secret_make_the_old_secret_worthless():
    runs = coordinator()
    hook = hook_of(by=runs)
    secrets = [hook.secret]
    actions.renew_secret(hook=hook, by=runs)
    secrets.append(Webhook.objects.get().secret)
    actions.change_hook(hook=hook, by=runs, name="Site", url="https://elders.example/", events=hook.events)
    secrets.append(Webhook.objects.get().secret)
    assert len(set(secrets)) == 3
    stored = json.dumps(list(Webhook.objects.values()), default=str)
    assert all(secret.removeprefix("whsec_") not in stored for secret in secrets)
    told = json.dumps(list(AuditEvent.objects.values()), default=str)
    assert all(secret not in told for secret in secrets)


@pytest.mark.clock
def test_what_was_told_is_forgotten_after_a_month(time_machine):
    time_machine.move_to(NOON, tick=False)
    hook_of()
    product()
    bring_up_to_date()
    send_due()
    time_machine.move_to(NOON + dt.timedelta(days=29), tick=False)
    assert forget_old_messages() == 0
    time_machine.move_to(NOON + dt.timedelta(days=31), tick=False)
    assert forget_old_messages() == 1


# The pages ----------------------------------------------------------------------------------------


def test_who_runs_the_network_adds_a_system_tries_it_and_reads_how_that_went(client, foreign_server):
    sign_in(client, coordinator())
    client.post(reverse("exchange:hook_add"), {"name": "Site", "url": URL, "events": ["product.published"]})
    hook = Webhook.objects.get()
    page = reverse("exchange:hook_detail", args=[hook.public_id])
    assert hook.secret in client.get(page).content.decode()
    client.post(reverse("exchange:hook_try", args=[hook.public_id]))
    assert json.loads(foreign_server.got[0][2])["type"] == "connection.tested"
    foreign_server.status = 404
    shown = Page(client.post(reverse("exchange:hook_try", args=[hook.public_id]), follow=True))
    assert "404" in shown
    overview = Page(client.get(reverse("exchange:connections")))
    assert "Site" in overview.one("main")
    assert "404" in overview.one("main")


@pytest.mark.parametrize("url", ["http://school.example/", "https://ik:weet@school.example/", "onzin"])
def test_an_address_that_cannot_be_asked_is_refused_at_its_field(client, url):
    sign_in(client, coordinator())
    response = client.post(reverse("exchange:hook_add"), {"name": "Site", "url": url, "events": ["product.published"]})
    assert response.status_code == 422
    assert response.context["form"].errors["url"]
    assert not Webhook.objects.exists()


def test_others_find_no_connections(client):
    hook = hook_of()
    sign_in(client)
    assert client.get(reverse("exchange:connections")).status_code == 403
    assert client.get(reverse("exchange:hook_detail", args=[hook.public_id])).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_overview_costs_the_same_for_one_and_for_three(client, count, django_assert_num_queries):
    runs = sign_in(client, coordinator())
    for _ in range(count):
        hook_of(by=runs)
    client.get(reverse("exchange:connections"))
    with django_assert_num_queries(11):
        client.get(reverse("exchange:connections"))


def test_a_removed_system_comes_back_off_and_with_the_secret_that_it_had(client):
    by = sign_in(client, coordinator())
    hook = hook_of(by=by)
    actions.renew_secret(hook=hook, by=by)
    hook.refresh_from_db()
    page = client.post(reverse("exchange:hook_remove", args=[hook.public_id]), follow=True)
    assert reverse("exchange:hook_restore") in page.content.decode()
    client.post(reverse("exchange:hook_restore"))
    client.post(reverse("exchange:hook_restore"))
    back = Webhook.objects.get()
    assert (back.public_id, back.url, back.secret, back.state) == (hook.public_id, hook.url, hook.secret, HookState.OFF)
    assert AuditEvent.objects.filter(verb="exchange.hook_restored").count() == 1
