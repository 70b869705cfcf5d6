"""A list of people: recognised, compared, corrected, carried out together and taken back together."""

from __future__ import annotations

import datetime as dt

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.utils import timezone

from knowledge_network.members.admission.models import Invitation, SignupRequest
from knowledge_network.members.imports import display, runs
from knowledge_network.members.imports.models import ImportRun
from knowledge_network.members.imports.people import correct_row, leave_row_out
from knowledge_network.members.organisations.actions import take_part
from knowledge_network.members.people.models import Appointment, Member
from knowledge_network.members.trail.models import AuditEvent
from tests.factories import BoardFactory, MemberFactory, NetworkRoleFactory, SiteFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator():
    return NetworkRoleFactory().member


@pytest.fixture
def school():
    site = SiteFactory(name="De Bron", school__name="De Bron", school__brin="07EX", place="Borne")
    take_part(organisation=site.school.board, by=None)
    return site


def look(text: str, by: Member, **options) -> ImportRun:
    chosen = {"method": "account", "function": "teacher", "organisation": None, "day": "2026-08-01", **options}
    return runs.offer_list(kind="members", by=by, name="leden.csv", content=text.encode(), options=chosen, now=True)


def carry_out(run: ImportRun, by: Member) -> ImportRun:
    run = runs.apply_import(run=run, by=by, now=True)
    assert run.problem == ""
    return run


def outcomes(run: ImportRun) -> list[str]:
    return list(run.rows.order_by("number").values_list("outcome", flat=True))


HEAD = "e-mail;voornaam;tussenvoegsel;achternaam;school;functie\n"


# Recognising ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["Win;;nu.com", "www.gratis.example;;Vries", "Anna;;https://x.example"])
def test_a_website_is_no_name(name, school, coordinator):
    run = look(HEAD + f"jan@example.org;{name};De Bron;leraar\n", coordinator)
    assert outcomes(run) == ["error"]
    assert "Schrijf hier een naam" in run.rows.get().reason


@pytest.mark.parametrize(
    "text",
    [
        HEAD + "jan@example.org;Jan;van der;Berg;De Bron;leraar\n",
        "E-mail address,First name,Infix,Last name,School,Function\njan@example.org,Jan,van der,Berg,07EX00,teacher\n",
        "Naam\tMail\tVestiging\tFunctie\nBerg, Jan van der\tJAN@example.org\tde bron, borne\tLeerkracht\n",
        "naam;email;brin\nJan van der Berg;jan@example.org;07ex\n",
    ],
)
def test_columns_names_schools_and_functions_are_recognised(school, coordinator, text):
    carry_out(look(text, coordinator), coordinator)
    member = Member.objects.get(email="jan@example.org")
    assert (member.given_name, member.infix, member.family_name) == ("Jan", "van der", "Berg")
    job = member.appointments.get()
    assert (job.organisation_id, job.function, job.is_primary) == (school.pk, "teacher", True)
    assert job.start.isoformat() == "2026-08-01"


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("geen;Jan;;Berg;De Bron;leraar", "geen"),
        (";Jan;;Berg;De Bron;leraar", ""),
        ("a@example.org;;;Berg;De Bron;leraar", ""),
        ("a@example.org;Jan;;Berg;De Bronn;leraar", "De Bron"),
        ("a@example.org;Jan;;Berg;;leraar", ""),
        ("a@example.org;Jan;;Berg;De Bron;tovenaar", "tovenaar"),
        ("a@example.org;" + "x" * 61 + ";;Berg;De Bron;leraar", "60"),
    ],
)
def test_what_is_wrong_with_a_row_is_told(school, coordinator, row, told):
    run = look(HEAD + row + "\n", coordinator)
    assert outcomes(run) == ["error"]
    assert told in run.rows.get().reason
    assert run.rows.get().reason


def test_a_name_that_several_schools_bear_asks_for_the_code(school, coordinator):
    other = SiteFactory(name="De Bron", school__brin="08AA", school__board=school.school.board)
    run = look(HEAD + "a@example.org;A;;B;De Bron;\n", coordinator)
    assert "07EX00" in run.rows.get().reason
    assert other.site_code in run.rows.get().reason


def test_school_and_function_of_the_form_fill_empty_cells(school, coordinator):
    run = look("naam;mail\nA B;a@example.org\n", coordinator, organisation=school.pk, function="school_educator")
    carry_out(run, coordinator)
    assert Appointment.objects.get(member__email="a@example.org").function == "school_educator"


# Comparing ------------------------------------------------------------------------------------


def test_each_row_gets_its_outcome(school, coordinator):
    known = MemberFactory(site=school, given_name="An", family_name="Smit", email="an@example.org")
    MemberFactory(site=school, given_name="Joke", family_name="Bos", email="joke@example.org")
    MemberFactory(site=school, email="weg@example.org", left_at=timezone.now())
    SignupRequest.objects.create(
        email="vraagt@example.org", given_name="V", family_name="R", organisation=school, function="teacher",
        state="open", verified_at=timezone.now(),
    )  # fmt: skip
    rows = [
        "nieuw@example.org;Nieuw;;Iemand;De Bron;leraar",
        "an@example.org;An;;Smit;De Bron;leraar",
        "joke@example.org;Joke;;Bos-Kok;De Bron;leraar",
        "weg@example.org;Weg;;Weg;De Bron;leraar",
        "vraagt@example.org;V;;R;De Bron;leraar",
        "NIEUW@example.org;Nieuw;;Iemand;De Bron;leraar",
        "fout;Fout;;Fout;De Bron;leraar",
    ]
    run = look(HEAD + "\n".join(rows), coordinator)
    assert outcomes(run) == ["new", "unchanged", "changed", "skipped", "skipped", "duplicate", "error"]
    assert run.counts["read"] == 7
    carry_out(run, coordinator)
    known.refresh_from_db()
    assert Member.objects.get(email="joke@example.org").family_name == "Bos-Kok"
    assert Member.objects.filter(email="nieuw@example.org").count() == 1


@pytest.mark.parametrize("name", ["Berg, J. v.d.", "Jan Berg", "J. van de Berg", "Bérg, v.d., Jan"])
def test_the_same_name_at_the_same_school_is_a_double_until_somebody_looked(school, coordinator, name):
    MemberFactory(site=school, given_name="Jan", infix="van der", family_name="Berg", email="jan@example.org")
    run = look(f"naam;mail;school\n{name};prive@example.org;De Bron\n", coordinator)
    assert outcomes(run) == ["duplicate"]
    assert "jan@example.org" in run.rows.get().reason
    row = correct_row(run=run, number=2, values={}, by=coordinator, is_another=True)
    assert row.outcome == "new"
    carry_out(run, coordinator)
    assert Member.objects.filter(email="prive@example.org").exists()


def test_a_namesake_at_another_school_is_no_double(school, coordinator):
    MemberFactory(given_name="Jan", family_name="Berg")
    assert outcomes(look("naam;mail;school\nJan Berg;b@example.org;De Bron\n", coordinator)) == ["new"]


def test_two_rows_that_look_alike_are_a_double(school, coordinator):
    text = "naam;mail;school\nJan van der Berg;a@example.org;De Bron\nBerg, v.d., J.;b@example.org;De Bron\n"
    assert outcomes(look(text, coordinator)) == ["new", "duplicate"]


@pytest.mark.parametrize("method", ["account", "invite"])
def test_the_same_list_again_changes_nothing(school, coordinator, method):
    text = HEAD + "a@example.org;A;;Aa;De Bron;leraar\nb@example.org;B;van;Bb;De Bron;schoolleider\n"
    carry_out(look(text, coordinator, method=method), coordinator)
    before = (Member.objects.count(), Invitation.objects.count(), Appointment.objects.count())
    run = look(text, coordinator, method=method)
    assert outcomes(run) == ["unchanged", "unchanged"]
    carry_out(run, coordinator)
    assert (Member.objects.count(), Invitation.objects.count(), Appointment.objects.count()) == before


def test_a_second_function_becomes_a_second_appointment(school, coordinator):
    member = MemberFactory(site=school, given_name="A", family_name="Aa", email="a@example.org")
    run = look(HEAD + "a@example.org;A;;Aa;De Bron;werkplekbegeleider\n", coordinator)
    assert outcomes(run) == ["changed"]
    carry_out(run, coordinator)
    assert sorted(member.appointments.values_list("function", "is_primary")) == [
        ("teacher", True),
        ("workplace_mentor", False),
    ]


# Correcting -----------------------------------------------------------------------------------


def test_a_corrected_row_is_judged_again_and_counted(school, coordinator):
    run = look(HEAD + "a@example;A;;Aa;De Bron;leraar\nb@example.org;B;;Bb;De Bron;leraar\n", coordinator)
    assert (run.counts["error"], run.counts["new"]) == (1, 1)
    row = correct_row(run=run, number=2, values={"email": "b@example.org"}, by=coordinator)
    assert row.outcome == "duplicate"
    row = correct_row(run=run, number=2, values={"email": "a@example.org"}, by=coordinator)
    assert row.outcome == "new"
    run.refresh_from_db()
    assert (run.counts["error"], run.counts["duplicate"], run.counts["new"]) == (0, 0, 2)
    carry_out(run, coordinator)
    assert Member.objects.filter(email__in=["a@example.org", "b@example.org"]).count() == 2


def test_a_row_left_out_stays_out_when_looked_at_again(school, coordinator):
    run = look(HEAD + "a@example.org;A;;Aa;De Bron;leraar\nx;B;;Bb;De Bron;leraar\n", coordinator)
    leave_row_out(run=run, number=2, by=coordinator)
    correct_row(run=run, number=3, values={"email": "b@example.org"}, by=coordinator)
    run = runs.look_again(run=run, by=coordinator)
    assert outcomes(run) == ["skipped", "new"]
    carry_out(run, coordinator)
    assert not Member.objects.filter(email="a@example.org").exists()


# Carrying out ---------------------------------------------------------------------------------


def test_an_account_has_no_password_and_an_address_to_be_confirmed(school, coordinator):
    carry_out(look(HEAD + "a@example.org;A;;Aa;De Bron;leraar\n", coordinator), coordinator)
    member = Member.objects.get(email="a@example.org")
    address = EmailAddress.objects.get(user=member)
    assert not member.has_usable_password()
    assert (address.primary, address.verified) == (True, False)
    assert member.sort_name == "aa, a"
    assert AuditEvent.objects.filter(verb="members.member_imported", subject=member, actor=coordinator).exists()


def test_invitations_go_to_the_new_ones_only(school, coordinator, django_capture_on_commit_callbacks):
    MemberFactory(site=school, given_name="An", family_name="Smit", email="an@example.org")
    text = HEAD + "a@example.org;A;;Aa;De Bron;leraar\nan@example.org;An;;Smit;De Bron;leraar\n"
    run = look(text, coordinator, method="invite")
    assert display.count_mails(run) == 1
    carry_out(run, coordinator)
    invitation = Invitation.objects.get()
    assert (invitation.email, invitation.organisation_id, invitation.invited_by) == (
        "a@example.org",
        school.pk,
        coordinator,
    )
    assert not Member.objects.filter(email="a@example.org").exists()
    assert mail.outbox == []  # mail goes through the outbox, after the transaction


def test_somebody_who_became_a_member_since_the_preview_stops_everything(school, coordinator):
    run = look(HEAD + "a@example.org;A;;Aa;De Bron;leraar\nb@example.org;B;;Bb;De Bron;leraar\n", coordinator)
    MemberFactory(site=school, given_name="B", family_name="Bb", email="b@example.org")
    run = runs.apply_import(run=run, by=coordinator, now=True)
    assert run.state == "planned"
    assert run.problem
    assert not Member.objects.filter(email="a@example.org").exists()
    run = runs.look_again(run=run, by=coordinator)
    assert outcomes(run) == ["new", "unchanged"]
    carry_out(run, coordinator)


def test_three_hundred_people_cost_few_queries(school, coordinator, django_assert_max_num_queries):
    text = HEAD + "".join(f"lid{n}x@example.org;Voor{n};;Achter{n};De Bron;leraar\n" for n in range(300))
    run = look(text, coordinator)
    with django_assert_max_num_queries(53):
        carry_out(run, coordinator)
    assert Member.objects.filter(email__endswith="x@example.org").count() == 300


# Taking back ----------------------------------------------------------------------------------


def test_undo_takes_accounts_and_changes_back(school, coordinator):
    member = MemberFactory(site=school, given_name="An", family_name="Smit", email="an@example.org")
    before = list(Member.objects.order_by("pk").values("email", "given_name", "infix", "family_name", "sort_name"))
    text = HEAD + "a@example.org;A;;Aa;De Bron;leraar\nan@example.org;Anna;de;Smit;De Bron;schoolopleider\n"
    run = carry_out(look(text, coordinator), coordinator)
    assert member.appointments.count() == 2
    run = runs.undo_import(run=run, by=coordinator, now=True)
    assert (run.state, run.problem) == ("undone", "")
    after = list(Member.objects.order_by("pk").values("email", "given_name", "infix", "family_name", "sort_name"))
    assert after == before
    assert member.appointments.count() == 1
    assert not EmailAddress.objects.filter(email="a@example.org").exists()


def test_undo_withdraws_invitations(school, coordinator):
    text = HEAD + "a@example.org;A;;Aa;De Bron;leraar\n"
    run = carry_out(look(text, coordinator, method="invite"), coordinator)
    runs.undo_import(run=run, by=coordinator, now=True)
    assert not Invitation.objects.open().exists()
    assert outcomes(look(text, coordinator, method="invite")) == ["new"]


# In the background ----------------------------------------------------------------------------


def test_a_worker_takes_up_what_waits_and_gives_up_what_kills_it(school, coordinator):
    chosen = {"method": "account", "function": "teacher", "organisation": school.pk, "day": "2026-08-01"}
    run = runs.offer_list(
        kind="members",
        by=coordinator,
        name="a.csv",
        content=b"naam;mail\nA B;a@example.org\n",
        options=chosen,
        now=False,
    )
    assert run.state == "waiting"
    assert runs.work() == 1
    run.refresh_from_db()
    assert (run.state, run.counts["new"]) == ("planned", 1)
    runs.apply_import(run=run, by=coordinator, now=False)
    ImportRun.objects.update(options={**chosen, "attempts": runs.MAX_ATTEMPTS})
    assert runs.work() == 0
    run.refresh_from_db()
    assert run.state == "planned"
    assert run.problem
    assert not Member.objects.filter(email="a@example.org").exists()


def test_files_go_after_a_week_and_rows_after_a_month(school, coordinator, time_machine):
    offered = look(HEAD + "a@example.org;A;;Aa;De Bron;leraar\n", coordinator)
    done = carry_out(look(HEAD + "b@example.org;B;;Bb;De Bron;leraar\n", coordinator), coordinator)
    storage, name = offered.file.storage, offered.file.name
    assert storage.exists(name)
    assert not done.file
    time_machine.move_to(timezone.now() + dt.timedelta(days=8))
    runs.forget_old_imports()
    offered.refresh_from_db()
    assert (offered.state, bool(offered.file), offered.rows.count()) == ("discarded", False, 0)
    assert done.rows.count() == 1
    time_machine.move_to(timezone.now() + dt.timedelta(days=31))
    runs.forget_old_imports()
    done.refresh_from_db()
    assert done.rows.count() == 0
    assert done.counts["new"] == 1


def test_a_board_can_be_named_by_its_number(coordinator):
    board = BoardFactory(bg_number="41565")
    run = look(HEAD + "a@example.org;A;;Aa;41565;bestuurder\n", coordinator)
    carry_out(run, coordinator)
    assert Appointment.objects.get(member__email="a@example.org").organisation_id == board.pk
