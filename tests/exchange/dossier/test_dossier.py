"""One's own dossier: what one did, by school year, as page, paper, data and bundle; nothing of anybody else."""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile

import pytest
from django.urls import reverse
from pypdf import PdfReader
from selectolax.lexbor import LexborHTMLParser

from knowledge_network.exchange.badges.actions import end_badge
from knowledge_network.exchange.badges.enums import EndReason
from knowledge_network.exchange.dossier.enums import DossierPart
from knowledge_network.exchange.dossier.queries import build_dossier, list_dossier_years
from plg.records.models import Certificate, ReturnToSchool
from tests import factories as f
from tests.exchange.badges.helpers import client_of, grant, make_coordinator
from tests.plg.meetings.helpers import attended, moment, planned

pytestmark = pytest.mark.django_db

PAGE = "exchange:my_dossier"


@pytest.fixture
def own():
    """Somebody of one group, since two school years."""
    member = f.MemberFactory(given_name="Jorn", family_name="Beltmate")
    group = f.GroupFactory(name="Rekenen met inzicht")
    f.GroupMembershipFactory(group=group, member=member, role="lead", start=dt.date(2024, 10, 1))
    return member, group


def was_there(member, group, when, title="Kijken naar leerlingwerk"):
    starts = moment(when)
    return attended(planned(group, starts, title=title, attendance_confirmed_at=starts), member)


def give_certificate(member, group, **fields):
    values = {
        "holder": member.get_full_name(), "activity": group.name, "first_day": dt.date(2024, 8, 1),
        "last_day": dt.date(2025, 7, 31), "quarters": 24, "attended": 3, "meetings": 3, "issuer": "Proef",
    }  # fmt: skip
    return Certificate.objects.create(member=member, group=group, **{**values, **fields})


def fill(member, group):
    was_there(member, group, "2024-11-06T15:30")
    was_there(member, group, "2025-09-10T15:30", title="Vragen stellen")
    ReturnToSchool.objects.create(
        member=member, group=group, what="Een open vraag per les", audience="class",
        happened_on=dt.date(2025, 9, 12), follow_up="applied", follow_up_note="In groep 6",
    )  # fmt: skip
    f.KnowledgeProductFactory(title="Kaart met vragen", added_by=member, published_on=dt.date(2025, 10, 1))
    return give_certificate(member, group)


def test_it_tells_by_school_year_what_one_did_in_which_role(own):
    member, group = own
    fill(member, group)
    dossier = build_dossier(member)
    assert [year.label for year in dossier.years][-2:] == ["2025-2026", "2024-2025"] or dossier.years[-1].year == 2024
    first, second = dossier.years[-1], dossier.years[-2]
    assert ([row.line.meeting.title for row in first.activities], first.hours) == (["Kijken naar leerlingwerk"], 2)
    assert second.activities[0].role
    assert [entry.text for entry in second.entries[DossierPart.REFLECTION]] == ["Een open vraag per les"]
    assert "In groep 6" in second.entries[DossierPart.REFLECTION][0].note
    assert [entry.text for entry in second.entries[DossierPart.PRODUCTS]] == ["Kaart met vragen"]
    assert [entry.text for entry in first.entries[DossierPart.CERTIFICATES]] == [group.name]
    assert dossier.hours == 4


def test_a_group_stands_in_each_year_through_which_one_was_in_it(own):
    member, _group = own
    left = f.GroupMembershipFactory(member=member, start=dt.date(2023, 9, 1), end=dt.date(2025, 8, 1)).group
    years = [
        year for year in build_dossier(member).years if left.name in {e.text for e in year.entries[DossierPart.GROUPS]}
    ]
    assert [year.year for year in years] == [2025, 2024, 2023]
    assert list_dossier_years(member)[-1] == 2023


def test_nothing_of_others_and_nothing_withdrawn_or_unconfirmed_stands_in_it(own):
    member, group = own
    other = f.MemberFactory(given_name="Kanarie", family_name="Anders")
    f.GroupMembershipFactory(group=group, member=other, start=dt.date(2024, 10, 1))
    fill(other, group)
    starts = moment("2024-12-04T15:30")
    attended(planned(group, starts), member, confirmed_at=None)
    give_certificate(member, group, activity="Ingetrokken", withdrawn_at=starts, withdraw_reason="Fout")
    f.KnowledgeProductFactory(title="Nog niet af", added_by=member, status="draft", published_on=None)
    text = client_of(member).get(reverse(PAGE)).text
    for words in ("Kanarie", "Een open vraag per les", "Kaart met vragen", "Ingetrokken", "Nog niet af"):
        assert words not in text
    assert build_dossier(member).hours == 0


def test_one_chooses_a_year_and_parts_and_the_files_follow(own):
    member, group = own
    fill(member, group)
    client = client_of(member)
    chosen = {"schooljaar": "2025", "met": ["bijeenkomsten", "certificaten"]}
    page = client.get(reverse(PAGE), chosen)
    assert "Vragen stellen" in page.text
    assert "Kijken naar leerlingwerk" not in page.text
    assert "Kaart met vragen" not in page.text
    links = {a.attributes["href"] for a in LexborHTMLParser(page.text).css(".page-actions a")}
    assert all("schooljaar=2025" in link and "met=bijeenkomsten" in link for link in links)
    data = json.loads(client.get(reverse("exchange:my_dossier_json"), chosen).content)
    assert [year["school_year"] for year in data["school_years"]] == ["2025-2026"]
    assert set(data["school_years"][0]) == {"school_year", "hours", "activities"}


def test_nonsense_in_the_address_is_everything(own):
    member, group = own
    fill(member, group)
    page = client_of(member).get(reverse(PAGE), {"schooljaar": "²⁰", "met": "x"})
    assert page.status_code == 200
    assert "Kaart met vragen" in page.text


def test_the_paper_is_tagged_and_says_what_the_page_says(own):
    member, group = own
    certificate = fill(member, group)
    response = client_of(member).get(reverse("exchange:my_dossier_pdf"))
    assert response["Cache-Control"] == "private, no-store"
    pdf = PdfReader(io.BytesIO(response.content))
    assert b"pdfuaid" in pdf.trailer["/Root"]["/Metadata"].get_data()
    text = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    for words in (
        "Jorn Beltmate",
        "Rekenen met inzicht",
        "Kaart met vragen",
        "Een open vraag per les",
        certificate.code,
    ):
        assert words in text


def test_the_bundle_holds_paper_data_and_each_certificate(own):
    member, group = own
    certificate = fill(member, group)
    response = client_of(member).get(reverse("exchange:my_dossier_zip"))
    with zipfile.ZipFile(io.BytesIO(response.content)) as archive:
        assert archive.namelist() == ["dossier.pdf", "dossier.json", f"certificaten/{certificate.code}.pdf"]
        assert json.loads(archive.read("dossier.json"))["hours"] == "4"
        assert certificate.code in PdfReader(io.BytesIO(archive.read(archive.namelist()[2]))).pages[0].extract_text()


def test_a_badge_that_holds_stands_in_it_with_its_files(own):
    member, _group = own
    badge = grant(member, make_coordinator(given_name="Ina", family_name="Roording"))
    (entry,) = build_dossier(member).years[0].entries[DossierPart.BADGES]
    assert (entry.text, "Ina Roording" in entry.about) == (badge.name, True)
    response = client_of(member).get(reverse("exchange:my_dossier_zip"), {"met": "badges"})
    with zipfile.ZipFile(io.BytesIO(response.content)) as archive:
        assert archive.namelist()[2:] == [f"badges/{badge.public_id}.jwt", f"badges/{badge.public_id}.json"]
    end_badge(badge=badge, by=member, reason=EndReason.HOLDER)
    assert build_dossier(member).badges == ()


def test_who_did_nothing_yet_is_told_how_to_begin():
    page = client_of(f.MemberFactory()).get(reverse(PAGE))
    assert reverse("plg:plg_list") in page.text
    assert client_of(f.MemberFactory()).get(reverse("exchange:my_dossier_pdf")).status_code == 200


@pytest.mark.parametrize("item_count", [1, 3])
def test_it_costs_the_same_whatever_stands_in_it(own, item_count, django_assert_num_queries):
    member, group = own
    for number in range(item_count):
        was_there(member, group, f"202{5 - number}-10-0{number + 1}T15:30")
        f.GroupMembershipFactory(member=member, start=dt.date(2022 + number, 9, 1))
        give_certificate(member, group)
        f.KnowledgeProductFactory(added_by=member)
    client = client_of(member)
    client.get(reverse(PAGE))
    with django_assert_num_queries(12):
        client.get(reverse(PAGE))
