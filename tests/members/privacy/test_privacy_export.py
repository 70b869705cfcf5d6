"""The copy of one's data: all of one member, nothing of another."""

import datetime as dt
import io
import json
import re
import zipfile

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.html import escape

from knowledge_network.members.privacy import actions, registry
from knowledge_network.members.privacy.export import build_export
from knowledge_network.members.privacy.models import DataRequest
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.outbox.models import Delivery
from tests.factories import MemberFactory
from tests.members.privacy import canaries

pytestmark = pytest.mark.django_db
BACKEND = "knowledge_network.members.accounts.backends.MemberBackend"


def opened(stream):
    if not hasattr(stream, "read"):
        return zipfile.ZipFile(io.BytesIO(b"".join(stream)))
    with stream:
        return zipfile.ZipFile(io.BytesIO(stream.read()))


def all_of(archive):
    return " ".join(
        [*archive.namelist(), *(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())]
    ).lower()


def test_the_copy_holds_every_mark_of_its_member_and_none_of_another():
    mine, other = canaries.make("qmine"), canaries.make("qother")
    # In each other's rows: the other decides about me, I about the other.
    mine.rows["plg.joinrequest"].decided_by = other.member
    mine.rows["plg.joinrequest"].save()
    other.rows["plg.joinrequest"].decided_by = mine.member
    other.rows["plg.joinrequest"].save()
    text = all_of(opened(build_export(mine.member)))
    assert {mark for mark in mine.exported if mark not in text} == set()
    assert "qother" not in text
    assert other.member.public_id not in text


def test_the_page_and_the_document_tell_the_same():
    mine = canaries.make("qmine")
    archive = opened(build_export(mine.member))
    names = archive.namelist()
    document = archive.read(next(n for n in names if n.endswith(".json"))).decode()
    page = archive.read(next(n for n in names if n.endswith(".html"))).decode()
    kinds = {table["kind"] for table in json.loads(document)["data"]}
    assert {"members.member", "plg.post", "account.emailaddress", "members.appointment"} <= kinds
    texts = {mark for mark in mine.exported if mark in document.lower()}
    assert {mark for mark in texts if mark not in page.lower()} == set()


def test_the_files_of_the_member_are_in_it():
    mine = canaries.make("qmine")
    archive = opened(build_export(mine.member))
    photo = [name for name in archive.namelist() if name.endswith(".webp")]
    assert photo
    assert archive.read(photo[0])[:4] == b"RIFF"
    assert any("fileversion" in name for name in archive.namelist())


def test_what_is_kept_secret_from_everybody_is_not_in_it():
    mine = canaries.make("qmine")
    text = all_of(opened(build_export(mine.member)))
    assert mine.member.password not in text
    assert not re.search(r"qmine\d+secret", text)


def test_downloading_needs_a_post_and_is_noted(client):
    member = MemberFactory()
    client.force_login(member, backend=BACKEND)
    assert client.get("/mijn/gegevens/downloaden/").status_code == 405
    assert client.get("/mijn/gegevens/kopie/").status_code == 404
    for _ in range(2):
        assert client.post("/mijn/gegevens/downloaden/").status_code == 302
    assert DataRequest.objects.get(member=member).state == "open", "asking twice is asking once"
    assert AuditEvent.objects.filter(verb="members.data_exported", subject=member, actor=member).count() == 1
    assert actions.make_copies() == 1
    assert actions.make_copies() == 0
    response = client.get("/mijn/gegevens/kopie/")
    assert response["Content-Disposition"].startswith("attachment")
    assert "no-store" in response["Cache-Control"]
    assert opened(response.streaming_content).testzip() is None
    assert DataRequest.objects.get(member=member).state == "done"
    assert "Download de kopie van" in client.get("/mijn/gegevens/").text
    assert "is klaar" in Delivery.objects.get(kind="members.copy").subject


def test_a_copy_is_for_its_member_and_for_a_week(client):
    member, other = MemberFactory(), MemberFactory()
    actions.ask_copy(member=member, by=member)
    actions.make_copies()
    name = DataRequest.objects.get().file.name
    client.force_login(other, backend=BACKEND)
    assert client.get("/mijn/gegevens/kopie/").status_code == 404
    assert actions.forget_copies(now=timezone.now() + dt.timedelta(days=6)) == 0
    assert default_storage.exists(name)
    assert actions.forget_copies(now=timezone.now() + dt.timedelta(days=8)) == 1
    assert not default_storage.exists(name)
    client.force_login(member, backend=BACKEND)
    assert client.get("/mijn/gegevens/kopie/").status_code == 404


def test_who_is_leaving_can_still_take_a_copy(client):
    member = MemberFactory(erasure_requested_at=timezone.now())
    client.force_login(member, backend=BACKEND)
    assert client.post("/mijn/gegevens/downloaden/")["Location"] == "/mijn/gegevens/terugkomen/"
    actions.make_copies()
    assert "Download de kopie van" in client.get("/mijn/gegevens/terugkomen/").text
    assert client.get("/mijn/gegevens/kopie/").status_code == 200


@pytest.mark.parametrize("waiting", [1, 3])
def test_copies_are_made_one_after_the_other_in_the_order_of_asking(waiting):
    members = [MemberFactory() for _ in range(waiting)]
    for member in members:
        actions.ask_copy(member=member, by=member)
    assert actions.make_copies() == waiting
    made = DataRequest.objects.order_by("closed_at").values_list("member_id", flat=True)
    assert list(made) == [member.pk for member in members]


def test_my_data_names_every_use_of_what_is_stored(client):
    mine = canaries.make("qmine")
    client.force_login(mine.member, backend=BACKEND)
    page = client.get("/mijn/gegevens/").content.decode()
    uses = {
        personal.processing
        for model, privacy in registry.declared_models()
        if registry.find_rows_about(model, privacy, mine.member).exists()
        for personal in privacy.fields.values()
    }
    assert len(uses) > 8
    for use in uses:
        assert escape(str(use.name)) in page
        assert escape(str(use.retention)) in page


@pytest.mark.parametrize("event_count", [1, 3])
def test_my_data_costs_the_same_whatever_happened(client, event_count, django_assert_max_num_queries):
    member = MemberFactory()
    for _number in range(event_count):
        AuditEvent.objects.record(
            "members.profile_changed", member, by=MemberFactory(), subject=member, fields=["about"]
        )
    client.force_login(member, backend=BACKEND)
    client.get("/mijn/gegevens/")
    models = len(list(registry.declared_models()))
    with django_assert_max_num_queries(models + 6):  # one count per model, and the frame of the page
        client.get("/mijn/gegevens/")
