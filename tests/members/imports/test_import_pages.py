"""The pages through which a coordinator brings lists in, also without JavaScript."""

from __future__ import annotations

import csv
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import gettext
from openpyxl import load_workbook

from knowledge_network.members.imports import runs
from knowledge_network.members.imports.models import ImportRow, ImportRun
from knowledge_network.members.organisations.actions import take_part
from knowledge_network.members.organisations.models import Site
from knowledge_network.members.people.models import Member
from tests.factories import ImportRunFactory, NetworkRoleFactory, SiteFactory
from tests.members.imports.registers import TWENTE_2017, new_file, site_row
from tests.pages import Page

pytestmark = pytest.mark.django_db
BACKEND = "knowledge_network.members.accounts.backends.MemberBackend"


@pytest.fixture
def coordinator(client):
    member = NetworkRoleFactory().member
    client.force_login(member, backend=BACKEND)
    return member


@pytest.fixture
def school():
    site = SiteFactory(name="De Bron", school__name="De Bron", school__brin="07EX")
    take_part(organisation=site.school.board, by=None)
    return site


def offer_people(client, text: str, **data):
    values = {"text": text, "method": "account", "function": "teacher", **data}
    return client.post(reverse("members:import_members"), values, follow=True)


def page_of(response) -> str:
    return response.content.decode()


def test_schools_from_upload_to_undo(client, coordinator):
    file = SimpleUploadedFile("twente.csv", TWENTE_2017.read_bytes())
    data = {"file": file, "region": "Twente", "day": "2017-01-01"}
    response = client.post(reverse("members:import_sites"), data, follow=True)
    run = ImportRun.objects.get()
    assert (run.state, run.counts["new"]) == ("planned", 262)
    assert "262" in page_of(response)
    from_register = Site.objects.filter(source="duo")
    assert not from_register.exists()
    response = client.post(reverse("members:import_apply", args=[run.public_id]), follow=True)
    assert reverse("members:import_undo", args=[run.public_id]) in page_of(response)
    assert from_register.count() == 262
    response = client.post(reverse("members:import_undo", args=[run.public_id]), follow=True)
    assert response.status_code == 200
    assert not from_register.exists()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("import_sites", {"day": "2026-01-01"}),
        ("import_sites", {"day": "2026-01-01", "file": SimpleUploadedFile("x.csv", b"naam;adres\nA;B")}),
        ("import_sites", {"day": "gisteren", "file": SimpleUploadedFile("x.csv", b"naam")}),
        ("import_sites", {"day": "2026-01-01", "file": SimpleUploadedFile("x.xlsx", b"PK\x03\x04")}),
        ("import_boards", {"file": SimpleUploadedFile("x.csv", b"\x00" * 100)}),
        ("import_members", {"text": "naam\nJan", "method": "invite", "function": "teacher"}),
        ("import_members", {"text": "e-mail;naam\na;b", "method": "magic", "function": "teacher"}),
        ("import_members", {"text": "x", "file": SimpleUploadedFile("x.csv", b"x"), "method": "invite"}),
    ],
)
def test_what_cannot_be_read_is_an_error_on_the_form(client, coordinator, name, data):
    response = client.post(reverse(f"members:{name}"), data)
    assert response.status_code == 422
    assert response.context["form"].errors
    assert not ImportRun.objects.exists()


def test_a_missing_column_is_named_on_the_field(client, coordinator):
    response = client.post(
        reverse("members:import_sites"),
        {"day": "2026-01-01", "file": SimpleUploadedFile("x.csv", b"VESTIGINGSCODE;PLAATSNAAM\n07EX00;X")},
    )
    text = str(response.context["form"].errors["file"])
    assert "VESTIGINGSNAAM" in text
    assert "BEVOEGD GEZAG NUMMER" in text


def test_three_hundred_members_in_five_steps(client, coordinator, school):
    """Open the page, choose the file, look, carry out: four deeds, and nothing to fix."""
    lines = [f"lid{n}x@example.org;Voor{n} Achter{n};De Bron;leraar" for n in range(300)]
    client.get(reverse("members:import_members"))
    response = offer_people(client, "e-mail;naam;school;functie\n" + "\n".join(lines))
    run = ImportRun.objects.get()
    assert "300" in page_of(response)
    client.post(reverse("members:import_apply", args=[run.public_id]))
    assert Member.objects.filter(email__endswith="x@example.org").count() == 300


def test_the_preview_says_to_how_many_mail_goes_and_who_is_left_out(client, coordinator, school):
    text = "mail;naam;school\na@example.org;A Aa;De Bron\nb@example.org;B Bb;De Bron\nfout;C Cc;De Bron\n"
    response = offer_people(client, text, method="invite")
    assert response.context["mails"] == 2
    assert [number for _text, number in response.context["left_out"]] == [1]
    assert "<b>2</b>" in page_of(response)


@pytest.mark.parametrize("htmx", [False, True])
def test_a_row_is_corrected_in_the_page_and_without_javascript(client, coordinator, school, htmx):
    offer_people(client, "mail;naam;school\nfout;A Aa;De Bron\n")
    run = ImportRun.objects.get()
    address = reverse("members:import_row", args=[run.public_id, 2])
    headers = {"HX-Request": "true", "HX-Target": "row-2"} if htmx else {}
    form = client.get(address, headers=headers)
    assert ("<html" in page_of(form)) is not htmx
    if htmx:
        headers["HX-Target"] = "run"
    values = {"email": "a@example.org", "whole_name": "A Aa", "organisation": "De Bron"}
    response = client.post(address, values, headers=headers, follow=True)
    assert response.status_code == 200
    assert ("<html" in page_of(response)) is not htmx
    run.refresh_from_db()
    assert (run.counts["error"], run.counts["new"]) == (0, 1)


def test_rows_with_errors_come_back_as_a_sheet_that_can_be_offered_again(client, coordinator, school):
    offer_people(client, "mail;naam;school\n=1+1;A Aa;De Bron\n")
    run = ImportRun.objects.get()
    response = client.get(reverse("members:import_problems", args=[run.public_id]))
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    header, row = csv.reader(io.StringIO(text), delimiter=";")
    assert row[0]
    assert row[header.index("e-mail")] == "'=1+1"
    offer_people(client, text.replace("'=1+1", "a@example.org"))
    assert ImportRun.objects.latest("pk").counts["new"] == 1


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_template_can_be_filled_in_and_offered(client, coordinator, school, form):
    response = client.get(reverse("members:import_template", args=[form]))
    content = response.getvalue()
    if form == "xlsx":
        book = load_workbook(io.BytesIO(content))
        book.active["E2"] = "De Bron"
        memory = io.BytesIO()
        book.save(memory)
        content = memory.getvalue()
    else:
        content = content.replace(gettext("name or code of the school").encode(), b"De Bron")
    file = SimpleUploadedFile(f"leden.{form}", content)
    client.post(reverse("members:import_members"), {"file": file, "method": "account", "function": "teacher"})
    run = ImportRun.objects.get()
    assert run.counts["new"] == 1, list(run.rows.values_list("reason", flat=True))


def test_work_that_waits_refreshes_without_javascript(client, coordinator):
    run = ImportRunFactory(state="waiting")
    response = client.get(reverse("members:import_detail", args=[run.public_id]))
    assert Page(response).one("noscript").source.count('http-equiv="refresh"') == 1
    part = client.get(
        reverse("members:import_detail", args=[run.public_id]), headers={"HX-Request": "true", "HX-Target": "run"}
    )
    assert re.match(r'\s*<div\s+id="run"', page_of(part))


def test_a_large_file_waits_for_a_worker(client, coordinator, django_capture_on_commit_callbacks):
    rows = [site_row(f"{n % 100:02d}Q{chr(65 + n // 100)}00") for n in range(1500)]
    file = SimpleUploadedFile("groot.csv", new_file(rows))
    with django_capture_on_commit_callbacks() as waiting:
        client.post(reverse("members:import_sites"), {"file": file, "day": "2026-01-01"})
    run = ImportRun.objects.get()
    assert run.state == "waiting"
    assert waiting
    assert runs.work() == 1
    run.refresh_from_db()
    assert (run.state, run.counts["new"]) == ("planned", 1500)


@pytest.mark.parametrize("row_count", [1, 3])
def test_a_preview_costs_the_same_whatever_its_length(client, coordinator, django_assert_num_queries, row_count):
    run = ImportRunFactory()
    for number in range(3, 2 + row_count):
        ImportRow.objects.create(run=run, number=number, outcome="error", reason="Fout.", values={"row": {}})
    with django_assert_num_queries(5):
        client.get(reverse("members:import_detail", args=[run.public_id]))


@pytest.mark.parametrize("run_count", [1, 3])
def test_the_list_of_imports_costs_the_same_whatever_its_length(
    client, coordinator, django_assert_num_queries, run_count
):
    ImportRunFactory.create_batch(run_count, created_by=coordinator)
    with django_assert_num_queries(3):
        assert client.get(reverse("members:import_list")).status_code == 200
