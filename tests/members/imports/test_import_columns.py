"""What the columns of a list mean: recognised, not used, or asked with the first values in sight; remembered."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from knowledge_network.members.imports import runs
from knowledge_network.members.imports.enums import ImportState
from knowledge_network.members.imports.models import ImportRow, ImportRun, RememberedColumns
from knowledge_network.members.organisations.actions import take_part
from tests.factories import NetworkRoleFactory, SiteFactory
from tests.members.imports.sheets import make_workbook

pytestmark = pytest.mark.django_db
BACKEND = "knowledge_network.members.accounts.backends.MemberBackend"


@pytest.fixture(autouse=True)
def coordinator(client):
    member = NetworkRoleFactory().member
    client.force_login(member, backend=BACKEND)
    return member


@pytest.fixture(autouse=True)
def school():
    site = SiteFactory(name="De Bron", school__name="De Bron", school__brin="07EX")
    take_part(organisation=site.school.board, by=None)
    return site


def offer(client, content: bytes | str, name: str = "leden.csv"):
    file = SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)
    values = {"file": file, "method": "account", "function": "teacher"}
    return client.post(reverse("members:import_members"), values, follow=True)


def the_run() -> ImportRun:
    return ImportRun.objects.latest("pk")


def choose(client, **columns):
    return client.post(reverse("members:import_columns", args=[the_run().public_id]), columns, follow=True)


def page_of(response) -> str:
    return response.content.decode()


ASKED = "E-mail;Achternaam;Wie is dit;Telefoon\na@example.org;Smit;Joke;06\nb@example.org;Bos;Anne;07\n"


def test_a_list_of_which_all_is_known_is_looked_at_at_once(client):
    offer(client, "Werkmail;Naam medewerker;Functienaam;School;Telefoon\na@example.org;A Baas;directeur;De Bron;06\n")
    assert the_run().state == ImportState.PLANNED
    assert the_run().rows.get().values["function"] == "school_leader"


def test_an_infix_and_a_function_under_short_headings_are_no_longer_dropped(client):
    offer(client, "Roepnaam;Voorv.;Achternaam;E-mail (werk);Functienaam\nDirk;van der;Ir;d@example.org;Directeur\n")
    row = the_run().rows.get()
    assert row.label == "Dirk van der Ir"


def test_what_is_not_used_is_named(client):
    response = offer(client, "E-mail;Naam;Telefoon;Postcode\na@example.org;A Baas;06;7511\n")
    assert "Telefoon, Postcode" in page_of(response)


def test_an_unknown_column_is_asked_with_its_first_values(client):
    response = offer(client, ASKED)
    assert the_run().state == ImportState.ASKING
    text = page_of(response)
    assert "Wie is dit" in text
    assert "Joke" in text
    assert "Anne" in text
    assert not ImportRow.objects.exists()


def test_what_is_chosen_counts_and_is_remembered_for_the_same_headings(client):
    offer(client, ASKED)
    choose(client, column_1="email", column_2="family_name", column_3="given_name", column_4="")
    assert [row.label for row in the_run().rows.order_by("number")] == ["Joke Smit", "Anne Bos"]
    offer(client, ASKED.replace("Joke", "Karin"))
    assert the_run().state == ImportState.PLANNED
    assert the_run().rows.get(number=2).label == "Karin Smit"
    assert RememberedColumns.objects.count() == 1


def test_of_the_headings_nothing_is_kept_but_their_fingerprint(client):
    offer(client, ASKED)
    choose(client, column_1="email", column_2="family_name", column_3="given_name", column_4="")
    kept = RememberedColumns.objects.get()
    assert "Wie" not in f"{kept.fingerprint}{kept.columns}"


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ({"column_1": "email"}, "column_"),
        ({"column_2": "family_name"}, "column_"),
        ({"column_1": "email", "column_2": "family_name", "column_3": "family_name"}, "column_3"),
        ({"column_1": "tovenaar"}, "column_1"),
    ],
)
def test_a_choice_that_cannot_be_is_told(client, columns, told):
    offer(client, ASKED)
    response = choose(client, **columns)
    assert response.status_code == 422
    assert told in page_of(response)
    assert the_run().state == ImportState.ASKING


def test_columns_can_be_chosen_anew_as_long_as_nothing_is_carried_out(client, coordinator):
    offer(client, "E-mail;Naam;Voornaam\na@example.org;Baas;Anne\n")
    response = choose(client, column_1="email", column_2="family_name", column_3="given_name")
    assert the_run().rows.get().label == "Anne Baas"
    assert response.status_code == 200
    runs.apply_import(run=the_run(), by=coordinator, now=True)
    choose(client, column_1="email", column_2="whole_name", column_3="")
    assert the_run().state == ImportState.APPLIED


# Sheets ---------------------------------------------------------------------------------------

PEOPLE_ROWS = [["E-mail", "Naam"], ["a@example.org", "Anne Baas"]]
FORMER_ROWS = [["E-mail", "Naam"], ["weg@example.org", "Oud Collega"]]


def test_a_hidden_sheet_is_never_read_unasked(client):
    content = make_workbook({"Oud": FORMER_ROWS, "Nu": PEOPLE_ROWS}, hidden=["Oud"])
    response = offer(client, content, "leden.xlsx")
    assert [row.key for row in the_run().rows.all()] == ["a@example.org"]
    assert "Oud" in page_of(response)


def test_the_first_visible_sheet_with_the_headings_is_read(client):
    sheets = {"Uitleg": [["Vul dit in"], ["graag"]], "Leden": PEOPLE_ROWS, "Nog meer": FORMER_ROWS}
    offer(client, make_workbook(sheets), "leden.xlsx")
    assert [row.key for row in the_run().rows.all()] == ["a@example.org"]


def test_another_sheet_can_be_chosen_also_a_hidden_one(client):
    content = make_workbook({"Oud": FORMER_ROWS, "Nu": PEOPLE_ROWS}, hidden=["Oud"])
    offer(client, content, "leden.xlsx")
    page = client.get(reverse("members:import_columns", args=[the_run().public_id]), {"tabblad": "Oud"})
    assert "weg@example.org" in page_of(page)
    choose(client, sheet="Oud", column_1="email", column_2="whole_name")
    assert [row.key for row in the_run().rows.all()] == ["weg@example.org"]


def test_a_workbook_with_only_hidden_sheets_is_refused_with_a_text(client):
    content = make_workbook({"Oud": FORMER_ROWS, "Leeg": []}, hidden=["Oud"])
    response = offer(client, content, "leden.xlsx")
    assert response.status_code == 422
    assert not ImportRun.objects.exists()


# Exports of address books ---------------------------------------------------------------------

OUTLOOK = (
    '"First Name","Middle Name","Last Name","Company","Job Title","Business Phone","E-mail Address","E-mail Type"\n'
    '"Dirk","van der","Ir","De Bron","directeur","053","dirk@example.org","SMTP"\n'
)
GOOGLE = (
    "Name,Given Name,Additional Name,Family Name,Group Membership,E-mail 1 - Type,E-mail 1 - Value,"
    "Organization 1 - Name,Organization 1 - Title\n"
    "Dirk van der Ir,Dirk,van der,Ir,* myContacts,* Work,dirk@example.org ::: d@thuis.example,De Bron,directeur\n"
)


@pytest.mark.parametrize("content", [OUTLOOK, GOOGLE])
def test_contacts_of_outlook_and_google_come_in_as_they_are(client, school, content):
    offer(client, content)
    if the_run().state == ImportState.ASKING:
        page = client.get(reverse("members:import_columns", args=[the_run().public_id]))
        data = {row.field.html_name: row.heading.column for row in page.context["form"].asked()}
        choose(client, **data)
    row = the_run().rows.get()
    assert (row.key, row.label, row.outcome) == ("dirk@example.org", "Dirk van der Ir", "new")
    assert (row.values["organisation"], row.values["function"]) == (school.pk, "school_leader")


@pytest.mark.parametrize("heading_count", [1, 3])
def test_the_question_costs_the_same_whatever_the_number_of_columns(client, django_assert_num_queries, heading_count):
    extra = ";".join(f"Vraag {n}" for n in range(heading_count))
    values = ";".join("x" * heading_count)
    offer(client, f"E-mail;Naam;{extra}\na@example.org;A Baas;{values}\n")
    with django_assert_num_queries(4):
        assert client.get(reverse("members:import_columns", args=[the_run().public_id])).status_code == 200
