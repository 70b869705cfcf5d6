"""Certificates: who did enough, what they say, taking one back, and a public page that says no more than it must."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.events.models import Notice
from plg.records.actions.certificates import issue_certificates
from plg.records.forms.attendance import CertificateTermsForm, CodeForm
from plg.records.hours import list_candidates
from plg.records.models import Certificate
from plg.records.models.certificate import CODE_ALPHABET, certificate_code
from tests import factories as f
from tests.plg.meetings.helpers import attended, invited, moment, planned, told

FIRST, LAST = dt.date(2025, 8, 1), dt.date(2026, 7, 31)


def year(inside, there, away=0, **group):
    """Meetings of two hours in 2025-2026: the member was at `there` of them and not at `away`."""
    for name, value in group.items():
        setattr(inside.group, name, value)
    inside.group.save()
    for number in range(there + away):
        starts = moment("2025-09-03T15:30") + dt.timedelta(days=3 * number)
        meeting = planned(inside.group, starts, attendance_confirmed_at=starts)
        gone = {"status": "absent", "minutes": 0}
        attended(meeting, inside.member, **({} if number < there else gone))


def candidate(inside):
    return list_candidates(inside.group, FIRST, LAST)[0]


def issue(inside, *members, who="lead", school_year="2025"):
    data = {"school_year": school_year, "members": [member.public_id for member in members]}
    return inside.client(who).post(inside.url("certificate_list"), data)


# Who did enough -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("there", "away", "enough"),
    [(3, 1, True), (2, 1, False), (74, 26, False), (75, 25, True), (1, 0, True), (0, 4, False)],
)
def test_three_times_out_of_four_is_enough(inside, there, away, enough):
    year(inside, there, away)
    assert candidate(inside).qualifies is enough


@pytest.mark.parametrize(("hours", "enough"), [("4", True), ("4.25", False), (None, False)])
def test_so_are_the_hours_that_the_group_asks(inside, hours, enough):
    year(inside, 2, 4, certificate_hours=Decimal(hours) if hours else None)
    assert candidate(inside).qualifies is enough


def test_only_meetings_count_to_which_one_was_invited_and_that_were_confirmed(inside):
    year(inside, 1)
    planned(inside.group, moment("2025-12-01T10:00"), attendance_confirmed_at=timezone.now())
    invited(planned(inside.group, moment("2026-01-07T10:00")), inside.member)
    found = candidate(inside)
    assert (found.attended, found.meetings, found.percent) == (1, 1, 100)


def test_who_leads_sees_which_meetings_do_not_count_yet(inside):
    invited(planned(inside.group, moment("2026-01-07T10:00")), inside.member)
    response = inside.client("lead").get(inside.url("certificate_list"), {"schooljaar": "2025"})
    assert response.context["waiting"] == 1
    assert "nog niet bevestigd" in response.text


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_list_costs_the_same_whatever_its_length(inside, django_assert_num_queries, item_count):
    meeting = planned(inside.group, moment("2025-09-03T15:30"), attendance_confirmed_at=timezone.now())
    for _ in range(item_count):
        attended(meeting)
    client = inside.client("lead")
    with django_assert_num_queries(10):
        client.get(inside.url("certificate_list"), {"schooljaar": "2025"})


# Giving and taking back -----------------------------------------------------------------------


def test_a_certificate_says_what_stood_on_that_day_and_is_made_once(inside):
    year(inside, 3, 1, learning_outcomes="Leerlingwerk bespreken.")
    for _ in range(2):
        issue(inside, inside.member, inside.lead)
    made = Certificate.objects.get()
    assert (made.holder, made.activity, made.issued_by) == ("Jorn Beltmate", "Rekenen met inzicht", inside.lead)
    assert (made.first_day, made.last_day, made.quarters, made.attended, made.meetings) == (FIRST, LAST, 24, 3, 4)
    assert told(inside.member) == ["plg.certificate_issued"]
    inside.group.name = "Anders"
    inside.group.save()
    made.refresh_from_db()
    assert made.activity == "Rekenen met inzicht"


def test_halfway_the_year_it_speaks_until_today(inside):
    year(inside, 3)
    halfway = moment("2025-12-01T10:00")
    people = {inside.member.public_id}
    for _ in range(2):
        issue_certificates(group=inside.group, by=inside.lead, first=FIRST, last=LAST, members=people, at=halfway)
    assert Certificate.objects.get().last_day == dt.date(2025, 12, 1)
    assert candidate(inside).certificate is not None


def test_who_did_not_do_enough_gets_none_however_one_asks(inside):
    year(inside, 1, 3)
    issue(inside, inside.member)
    assert not Certificate.objects.exists()


@pytest.mark.parametrize("who", ["member", "observer", "coordinator", "outsider"])
def test_only_who_leads_gives_them(inside, who):
    year(inside, 1)
    assert issue(inside, inside.member, who=who).status_code == 403
    assert inside.client(who).get(inside.url("certificate_list")).status_code == 403
    assert not Certificate.objects.exists()


@pytest.mark.parametrize("text", ["", "1999", "20255", "x", "²⁰²⁵", "9" * 60])
def test_a_year_that_is_none_is_this_year_or_the_first(inside, text):
    response = inside.client("lead").get(inside.url("certificate_list"), {"schooljaar": text})
    assert response.status_code == 200


@pytest.fixture
def certificate(inside):
    year(inside, 3, learning_outcomes="Leerlingwerk bespreken.")
    issue(inside, inside.member)
    return Certificate.objects.get()


def withdraw(inside, certificate, reason, who="lead"):
    page = inside.url("certificate_withdraw", certificate.code)
    return inside.client(who).post(page, {"reason": reason})


def test_a_certificate_is_taken_back_with_a_reason_and_another_can_be_given(inside, certificate):
    withdraw(inside, certificate, "")
    certificate.refresh_from_db()
    assert certificate.withdrawn_at is None
    Notice.objects.update(mailed_at=timezone.now())
    for reason in ("De naam klopt niet.", "Nog eens"):
        withdraw(inside, certificate, reason)
    certificate.refresh_from_db()
    assert certificate.withdraw_reason == "De naam klopt niet."
    assert told(inside.member) == ["plg.certificate_issued", "plg.certificate_withdrawn"]
    assert AuditEvent.objects.filter(verb="plg.certificate_withdrawn").count() == 1
    issue(inside, inside.member)
    assert Certificate.objects.count() == 2


def test_a_certificate_of_another_group_does_not_exist_here(inside, certificate):
    other = f.GroupMembershipFactory(member=inside.lead, role="lead").group
    page = reverse("plg:certificate_withdraw", args=[other.slug, certificate.code])
    assert inside.client("lead").post(page, {"reason": "x"}).status_code == 404


def test_the_terms_are_set_by_who_leads(inside):
    page = inside.url("certificate_terms")
    inside.client("lead").post(page, {"certificate_hours": "6", "learning_outcomes": "Kijken."})
    inside.group.refresh_from_db()
    assert (inside.group.certificate_hours, inside.group.learning_outcomes) == (6, "Kijken.")
    assert inside.client("lead").post(page, {"certificate_hours": "-1"}).status_code == 422


@given(st.text(max_size=20), st.text(max_size=30))
def test_any_terms_are_stored_or_told(hours, outcomes):
    form = CertificateTermsForm({"certificate_hours": hours, "learning_outcomes": outcomes})
    assert form.is_valid() is not bool(form.errors)


# The paper ------------------------------------------------------------------------------------


def test_the_pdf_is_tagged_says_what_it_must_and_no_grade(inside, certificate):
    response = inside.client("member").get(reverse("plg:certificate_pdf", args=[certificate.code]))
    assert response["Cache-Control"] == "private, no-store"
    pdf = PdfReader(io.BytesIO(response.content))
    root = pdf.trailer["/Root"]
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("nl", True)
    assert pdf.metadata.title == "Bewijs van deelname"
    assert b"pdfuaid" in root["/Metadata"].get_data()
    assert len(pdf.pages) == 1
    text = pdf.pages[0].extract_text().replace("\n", " ")
    for words in ("Jorn Beltmate", "Rekenen met inzicht", "6 klokuren", "3 van 3", certificate.code, "Leerlingwerk"):
        assert words in text


def test_the_pdf_speaks_the_language_in_which_it_was_given(inside, certificate):
    Certificate.objects.update(language="en")
    response = inside.client("member").get(reverse("plg:certificate_pdf", args=[certificate.code]))
    pdf = PdfReader(io.BytesIO(response.content))
    assert pdf.trailer["/Root"]["/Lang"] == "en"
    assert "Certificate of participation" in pdf.pages[0].extract_text()


def test_a_long_name_and_many_outcomes_still_make_a_certificate(inside, certificate):
    Certificate.objects.update(holder="Wolfeschlegelstein " * 9, activity="Rekenen " * 20, outcomes="Kijken. #x " * 150)
    response = inside.client("member").get(reverse("plg:certificate_pdf", args=[certificate.code]))
    assert certificate.code in PdfReader(io.BytesIO(response.content)).pages[-1].extract_text()


@pytest.mark.parametrize("who", ["lead", "observer", "coordinator", "outsider"])
def test_nobody_else_gets_the_paper(inside, certificate, who):
    page = reverse("plg:certificate_pdf", args=[certificate.code])
    assert inside.client(who).get(page).status_code == 404


def test_it_stands_with_my_hours_and_a_withdrawn_one_cannot_be_downloaded_there(inside, certificate):
    hours = reverse("plg:my_hours")
    client = inside.client("member")
    paper = reverse("plg:certificate_pdf", args=[certificate.code])
    assert paper in client.get(hours, {"schooljaar": "2025"}).text
    withdraw(inside, certificate, "Fout")
    page = client.get(hours, {"schooljaar": "2025"}).text
    assert "ingetrokken" in page
    assert paper not in page


def fetch_all(inside, who="lead", school_year="2025"):
    return inside.client(who).get(inside.url("certificate_zip"), {"schooljaar": school_year})


def test_who_leads_fetches_all_that_stand_at_once(inside, certificate):
    attended(planned(inside.group, moment("2025-09-10T15:30"), attendance_confirmed_at=timezone.now()), inside.lead)
    issue(inside, inside.lead)
    response = fetch_all(inside)
    assert (response["Content-Type"], response["Cache-Control"]) == ("application/zip", "private, no-store")
    with zipfile.ZipFile(io.BytesIO(response.content)) as archive:
        names = archive.namelist()
        paper = PdfReader(io.BytesIO(archive.read(f"jorn-beltmate-{certificate.code}.pdf")))
    assert len(names) == 2
    assert certificate.code in paper.pages[0].extract_text()
    withdraw(inside, certificate, "Fout")
    with zipfile.ZipFile(io.BytesIO(fetch_all(inside).content)) as archive:
        assert certificate.code not in "".join(archive.namelist())


def test_of_a_year_without_certificates_there_is_nothing_to_fetch(inside, certificate):
    assert (
        inside.url("certificate_zip")
        in inside.client("lead").get(inside.url("certificate_list"), {"schooljaar": "2025"}).text
    )
    response = fetch_all(inside, school_year="2024")
    assert response["Location"].endswith("schooljaar=2024")
    assert inside.url("certificate_zip") not in inside.client("lead").get(response["Location"]).text


@pytest.mark.parametrize("who", ["member", "observer", "coordinator", "outsider"])
def test_only_who_leads_fetches_them(inside, certificate, who):
    assert fetch_all(inside, who).status_code == 403


# The public page ------------------------------------------------------------------------------


def checked(code):
    return Client().get(reverse("plg:certificate_check", args=[code]))


def test_the_public_page_says_valid_or_withdrawn_and_nothing_more(inside, certificate):
    page = checked(certificate.code)
    assert page.context["verdict"] == "valid"
    assert page["X-Robots-Tag"] == "noindex"
    withdraw(inside, certificate, "kanarie-reden")
    gone = checked(certificate.code)
    assert gone.context["verdict"] == "withdrawn"
    secrets = ("Jorn", "Beltmate", "Rekenen met inzicht", "Leerlingwerk", "kanarie-reden", "2025", inside.group.slug)
    for words in secrets:
        assert words not in page.text
        assert words not in gone.text


def test_an_unknown_code_is_unknown_and_costs_the_same(certificate, django_assert_num_queries):
    for code in (certificate.code, "AAAA-BBBB-CCCC"):
        # The guess is counted, and the code looked up.
        with django_assert_num_queries(2):
            checked(code)
    assert checked("AAAA-BBBB-CCCC").context["verdict"] == "unknown"


def test_after_sixty_looks_in_ten_minutes_a_stranger_waits(certificate):
    client, page = Client(), reverse("plg:certificate_check", args=["AAAA-BBBB-CCCC"])
    answers = {client.get(page).status_code for _ in range(60)}
    assert answers == {200}
    assert client.get(page).status_code == 429


@pytest.mark.parametrize("typed", ["{code}", "  {code} ", "{bare}", "{small}"])
def test_a_code_is_typed_as_people_type(certificate, typed):
    code = certificate.code
    text = typed.format(code=code, bare=code.replace("-", ""), small=code.lower())
    response = Client().get(reverse("plg:certificate_ask"), {"code": text})
    assert response["Location"] == reverse("plg:certificate_check", args=[code])


@given(st.text(max_size=25))
def test_any_text_is_a_code_or_an_error(text):
    form = CodeForm({"code": text})
    if form.is_valid():
        assert set(form.cleaned_data["code"]) <= set(CODE_ALPHABET) | {"-"}
    else:
        assert form.errors["code"]


def test_codes_have_no_letters_that_look_alike_and_are_never_counters():
    codes = {certificate_code() for _ in range(500)}
    assert len(codes) == 500
    assert not set("".join(codes)) & set("01ILO")
