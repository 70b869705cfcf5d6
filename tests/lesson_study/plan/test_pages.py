"""The pages of the plan: who may, what they cost, with a plain form, with nonsense, and on paper."""

from __future__ import annotations

import datetime as dt
import io
import itertools
import json
import re
import uuid
from urllib.parse import urlencode

import pypdfium2
import pytest
from django.urls import reverse

from knowledge_network.notifications.events.models import Notice
from knowledge_network.notifications.outbox.models import Delivery
from lesson_study.cycles.emails import compose_for_guest as compose
from lesson_study.cycles.enums import CycleState, ExpertAnswer
from lesson_study.cycles.links import guest_address, make_token
from lesson_study.cycles.models import KnowledgeableOther, LessonStudyCycle
from lesson_study.plan.actions.cells import save_cell
from lesson_study.plan.actions.comments import add_comment
from lesson_study.plan.actions.plans import fix_plan, start_next_version
from lesson_study.plan.enums import PlanColumn
from lesson_study.plan.models import PlanCell, RowComment, UnsettledText
from lesson_study.plan.views import plans
from tests.factories import MemberFactory
from tests.lesson_study.building import make_cycle, make_plan, team_member
from tests.lesson_study.plan.helpers import page_of, standing, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer(team, client):
    client.force_login(team.first)
    return client


def of_row(row, **fields):
    return {"row": str(row.key), "versions": "{}", **fields}


@pytest.mark.parametrize(("rows", "pupils"), [(1, "AB"), (3, "AB"), (30, "ABCDEF")])
@pytest.mark.parametrize(("name", "queries"), [("lesson_plan", 12), ("plan_versions", 5), ("case_pupils", 5)])
def test_pages_cost_the_same_whatever_the_size_of_the_plan(
    client, name, queries, rows, pupils, django_assert_num_queries
):
    cycle = make_cycle(phase="goal")
    plan = make_plan(cycle, rows=rows, pupils=pupils)
    by = team_member(cycle, "facilitator")
    for row in plan.rows.all()[:3]:
        add_comment(row=row, by=by, text="Wat zegt A dan?")
    client.force_login(by)
    with django_assert_num_queries(queries):
        assert client.get(page_of(name, plan)).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_an_open_page_asks_one_query_when_nothing_changed(client, rows, django_assert_num_queries):
    cycle = make_cycle()
    plan = make_plan(cycle, rows=rows)
    client.force_login(team_member(cycle, "facilitator"))
    # The session and the member come first.
    with django_assert_num_queries(3):
        answer = client.get(page_of("plan_state", plan), {"sinds": "0", "plek": "x"}).json()
    assert "cells" not in answer


def test_an_open_page_hears_what_changed_and_who_writes_where(team, client, writer):
    place = f"{team.row.key}:teacher:"
    writer.get(page_of("plan_state", team.plan), {"plek": place})
    save_cell(row=team.row, column="teacher", by=team.first, text="Legt uit.", version=0)
    client.force_login(team.second)
    answer = client.get(page_of("plan_state", team.plan), {"sinds": "0"}).json()
    assert answer["cells"] == [{"place": place, "text": "Legt uit.", "version": 1}]
    assert len(answer["shape"]) == 3
    seen = answer["others"][team.first.public_id]
    assert (seen["name"], seen["place"]) == (team.first.given_name, place)
    assert "cells" not in client.get(page_of("plan_state", team.plan), {"sinds": answer["revision"]}).json()


def test_a_row_is_a_plain_form_that_saves_all_its_cells(team, writer):
    fields = {"label": "Begin", "minutes": "12", "teacher": "Legt uit.", "expected-A": "Kijkt mee.", "look_for-B": ""}
    versions = json.dumps({"label": 1, "minutes": 1, "expected-A": 1})
    answer = writer.post(page_of("plan_row", team.plan), of_row(team.row, **fields) | {"versions": versions})
    assert answer.status_code == 302
    assert answer.url.endswith(f"#rij-{team.row.key}")
    assert (text_of(team.row, "label"), text_of(team.row, "expected", "A")) == ("Begin", "Kijkt mee.")
    page = writer.get(page_of("lesson_plan", team.plan)).content.decode()
    assert "Kijkt mee." in page


def test_a_row_form_that_saw_an_older_text_shows_both_on_the_next_page(team, writer):
    save_cell(row=team.row, column="teacher", by=team.second, text="Van haar.", version=0)
    writer.post(page_of("plan_row", team.plan), of_row(team.row, teacher="Van mij."))
    page = writer.get(page_of("lesson_plan", team.plan)).content.decode()
    assert "schreven hier tegelijk" in page
    where = {"row": str(team.row.key), "place": "teacher"}
    answer = writer.post(page_of("plan_settle", team.plan), {**where, "choice": "together", "version": 1})
    assert answer.status_code == 302
    assert text_of(team.row, "teacher") == "Van mij. Van haar."


def test_a_text_of_another_cannot_be_settled(team, client):
    save_cell(row=team.row, column="teacher", by=team.second, text="Van haar.", version=0)
    save_cell(row=team.row, column="teacher", by=team.first, text="Van mij.", version=0)
    client.force_login(team.second)
    where = {"row": str(team.row.key), "place": "teacher"}
    answer = client.post(page_of("plan_settle", team.plan), {**where, "choice": "mine", "version": 1})
    assert answer.status_code == 404
    assert UnsettledText.objects.exists()


@pytest.mark.parametrize(("deed", "order"), [("down", [2, 1, 3]), ("up", [1, 2, 3]), ("remove", [2, 3])])
def test_the_buttons_of_a_row_save_its_text_first(team, writer, deed, order):
    row = team.row
    writer.post(page_of("plan_row", team.plan), of_row(row, deed=deed, teacher="Eerst dit."))
    assert standing(team.plan) == [f"Stap {number}" for number in order]
    assert text_of(row, "teacher") == "Eerst dit."


def test_taking_a_row_away_offers_to_undo_it(team, writer):
    page = writer.post(page_of("plan_row", team.plan), of_row(team.row, deed="remove"), follow=True).content.decode()
    undo = page_of("plan_row_restore", team.plan, team.row.key)
    assert undo in page
    writer.post(undo)
    assert standing(team.plan) == ["Stap 1", "Stap 2", "Stap 3"]


LONG = "x" * 5000
NASTY = [
    "\ud800",
    "\u202eomgekeerd",
    "💥" * 300,
    "<script>alert(1)</script>",
    "{{ 7*7 }}",
    "x" * 1_000_000,
    LONG,
    "%s",
]


@pytest.mark.parametrize("text", [*NASTY, "a\x00b"], ids=range(len(NASTY) + 1))
@pytest.mark.parametrize("name", ["plan_cell", "plan_row", "plan_comment"])
def test_nonsense_is_answered_and_never_a_fault(team, writer, name, text):
    fields = {"row": str(team.row.key), "column": "teacher", "version": "0"}
    body = urlencode(fields | {"teacher" if name == "plan_row" else "text": text}, errors="surrogatepass")
    answer = writer.post(page_of(name, team.plan), body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code < 500
    if text == LONG:
        assert answer.status_code == 422
        assert name == "plan_cell" or text in answer.content.decode()


@pytest.mark.parametrize(
    "fields",
    [
        {"row": "nee"},
        {"row": str(uuid.uuid4())},
        {"column": "alles"},
        {"pupil": "A"},
        {"column": "expected"},
        {"column": "expected", "pupil": "F"},
        {"version": "-1"},
        {"version": str(10**30)},
        {"base": "x" * 2001},
    ],
)
def test_a_cell_that_is_not_there_stores_nothing(team, writer, fields):
    good = {"row": str(team.row.key), "column": "teacher", "version": "0", "text": "Legt uit."}
    answer = writer.post(page_of("plan_cell", team.plan), good | fields)
    assert answer.status_code in (404, 422)
    assert not team.row.cells.filter(text="Legt uit.").exists()


def test_the_answer_to_a_cell_says_what_looks_like_a_name(team, writer):
    fields = {"row": str(team.row.key), "column": "teacher", "version": "0", "text": "Sanne legt uit."}
    assert writer.post(page_of("plan_cell", team.plan), fields).json()["names"] == ["Sanne"]
    assert "naam van een kind" in writer.get(page_of("lesson_plan", team.plan)).content.decode()


def test_a_remark_is_told_to_the_team_once_without_its_words(team, writer):
    fields = {"row": str(team.row.key), "text": "Wat zegt A dan?"}
    writer.post(page_of("plan_comment", team.plan), fields)
    writer.post(page_of("plan_comment", team.plan), fields)
    comment = RowComment.objects.get()
    told = Notice.objects.filter(kind="lesson_study.plan_commented")
    assert {notice.member for notice in told} == {row.member for row in team.cycle.team.all()} - {team.first}
    assert {notice.channel for notice in told} == {"daily"}
    assert "Wat zegt" not in json.dumps([notice.params for notice in told])
    writer.post(page_of("plan_comment_resolve", team.plan, comment.public_id))
    comment.refresh_from_db()
    assert comment.resolved_at is not None
    writer.post(page_of("plan_comment_resolve", team.plan, comment.public_id), {"open": "1"})
    comment.refresh_from_db()
    assert comment.resolved_at is None


def test_an_open_remark_goes_along_to_the_next_version(team, writer):
    add_comment(row=team.row, by=team.first, text="Nog open")
    add_comment(row=team.row, by=team.first, text="Al klaar")
    RowComment.objects.filter(text="Al klaar").update(resolved_at=team.plan.created_at)
    fix_plan(plan=team.plan, by=team.first)
    start_next_version(plan=team.plan, by=team.first)
    page = writer.get(page_of("lesson_plan", team.plan)).content.decode()
    assert "Nog open" in page
    assert "Al klaar" not in page


def test_the_knowledgeable_other_reads_remarks_and_writes_nothing(team, client):
    member = MemberFactory()
    expert = KnowledgeableOther.objects.create(cycle=team.cycle, member=member)
    client.force_login(member)
    page = client.get(page_of("lesson_plan", team.plan)).content.decode()
    assert "A denkt hardop" in page
    assert "lesson-grid" not in page
    assert (
        client.post(page_of("plan_comment", team.plan), {"row": str(team.row.key), "text": "Kijk"}).status_code == 302
    )
    assert client.post(page_of("plan_row", team.plan), of_row(team.row, teacher="x")).status_code == 403
    assert client.get(page_of("plan_state", team.plan)).status_code == 404
    assert client.post(page_of("feedback_give", team.plan), {"feedback": "Mooi plan."}).status_code == 302
    expert.refresh_from_db()
    assert expert.feedback == "Mooi plan."
    assert Notice.objects.filter(kind="lesson_study.expert_answered").count() == 3


def test_a_guest_reads_and_answers_by_a_signed_link_until_it_is_taken_back(team, client, writer):
    guest = KnowledgeableOther.objects.create(
        cycle=team.cycle, guest_name="Vera", guest_email="vera@example.org", answer=ExpertAnswer.YES
    )
    writer.post(page_of("feedback_ask", team.plan), {"expert": guest.public_id})
    mail = compose(Delivery.objects.get(kind="guest.lesson_study"))
    address = reverse("lesson_study:guest_plan", args=[make_token(guest)])
    assert guest_address(guest) in mail.text
    client.logout()
    page = client.get(address)
    assert "A denkt hardop" in page.content.decode()
    assert {"private", "no-store"} <= set(page["Cache-Control"].split(", "))
    client.post(address, {"row": str(team.row.key), "text": "Wat zegt B dan?"})
    assert RowComment.objects.get().guest_name == "Vera"
    client.post(address, {"feedback": "Mooi plan."})
    guest.refresh_from_db()
    assert guest.feedback == "Mooi plan."
    assert client.post(address, {"feedback": ""}).status_code == 422
    guest.withdrawn_at = guest.asked_at
    guest.save()
    assert client.get(address).status_code == 404
    assert compose(Delivery.objects.get(kind="guest.lesson_study")) == "not asked any more"
    assert client.get(reverse("lesson_study:guest_plan", args=["vals"])).status_code == 404


def test_without_a_plan_the_page_says_what_to_do_and_starts_one(client):
    cycle = make_cycle()
    client.force_login(team_member(cycle, "facilitator"))
    address = reverse("lesson_study:lesson_plan", args=[cycle.public_id])
    assert "Begin met drie rijen" in client.get(address).content.decode()
    client.post(reverse("lesson_study:plan_start", args=[cycle.public_id]))
    assert "Kern: denken en werken" in client.get(address).content.decode()


def test_a_case_pupil_gets_a_name_from_the_list_and_no_other(team, writer):
    address = page_of("case_pupils", team.plan)
    words = {"typification": "leest langzaam", "success_criterion": "vertelt de tekst na"}
    assert writer.post(address, {"pupil": "A", "alias": "Mees", **words}).status_code == 302
    assert team.cycle.case_pupils.get(code="A").alias == "Mees"
    assert writer.post(address, {"pupil": "B", "alias": "Sanne", **words}).status_code == 422
    assert writer.post(address, {"pupil": "B", "alias": "Mees", **words}).status_code == 422


def test_a_case_pupil_is_asked_when_it_succeeds(team, writer):
    answer = writer.post(page_of("case_pupils", team.plan), {"pupil": "A", "typification": "leest langzaam"})
    assert answer.status_code == 422
    assert 'name="success_criterion"' in answer.content.decode()


@pytest.mark.parametrize("name", ["plan_pdf", "observation_sheet"])
@pytest.mark.parametrize(("rows", "pupils", "pages"), [(5, "ABC", 1), (12, "ABCDEF", None)])
def test_on_paper_it_is_one_a3_with_every_row_and_neither_class_nor_school(client, name, rows, pupils, pages):
    cycle = make_cycle(question="We willen begrijpen hoe leerlingen breuken vergelijken.")
    plan = make_plan(cycle, rows=rows, pupils=pupils)
    client.force_login(team_member(cycle, "facilitator"))
    answer = client.get(page_of(name, plan, 1))
    assert answer["Content-Type"] == "application/pdf"
    assert b"pdfuaid" in answer.content
    document = pypdfium2.PdfDocument(io.BytesIO(answer.content))
    assert [round(side) for side in document[0].get_size()] == [1191, 842]
    assert pages is None or len(document) == pages
    text = "".join(page.get_textpage().get_text_range() for page in document)
    assert all(f"Stap {number}" in text for number in range(1, rows + 1))
    assert "school" not in text.lower()


def test_a_name_that_the_list_does_not_have_stays_when_the_rest_is_changed(writer, team):
    team.cycle.case_pupils.filter(code="A").update(alias="Pip")
    address = reverse("lesson_study:case_pupils", args=[team.cycle.public_id])
    form = next(form for pupil, form in writer.get(address).context["forms"] if pupil.code == "A")
    sent = {name: form[name].value() or "" for name in form.fields} | {"typification": "kijkt toe"}
    assert writer.post(address, {"pupil": "A", **sent}).status_code == 302
    pupil = team.cycle.case_pupils.get(code="A")
    assert (pupil.alias, pupil.typification) == ("Pip", "kijkt toe")


@pytest.mark.parametrize("name", ["plan_pdf", "observation_sheet"])
def test_what_does_not_fit_on_one_page_is_still_read_and_no_row_is_cut(client, name):
    cycle = make_cycle(question="We willen begrijpen hoe leerlingen breuken vergelijken.")
    plan = make_plan(cycle, rows=30, pupils="ABC")
    PlanCell.objects.filter(row__plan=plan, column=PlanColumn.EXPECTED).update(text="denkt hardop na. " * 12)
    client.force_login(team_member(cycle, "facilitator"))
    document = pypdfium2.PdfDocument(io.BytesIO(client.get(page_of(name, plan, 1)).content))
    assert len(document) > 1
    pages = [page.get_textpage().get_text_range() for page in document]
    rows = [re.split(r"(?<!\d)(\d+)\. Stap \1", page)[1:] for page in pages]
    told = [(int(number), text) for row in rows for number, text in itertools.batched(row, 2)]
    # Each row once, with the words of three pupils on the page where it begins.
    assert [number for number, _text in told] == list(range(1, 31))
    assert [text.count("denkt") for _number, text in told] == [36] * 30
    assert f"1 / {len(document)}" in pages[0]


def test_studies_to_take_rows_over_from_come_in_pages_and_one_without_a_plan_is_left_out(writer, team, monkeypatch):
    monkeypatch.setattr(plans, "SOURCES_SHOWN", 1)
    for name, day in (("met plan", 1), ("zonder plan", 2)):
        study = make_cycle(title=name)
        study.state, study.shared_at = CycleState.FINISHED, study.created_at
        study.finished_at = study.created_at + dt.timedelta(days=day)
        study.save()
    make_plan(LessonStudyCycle.objects.get(title="met plan"), rows=2, fixed=True)
    address = reverse("lesson_study:plan_take_over", args=[team.cycle.public_id])
    first = writer.get(address)
    assert "zonder plan" not in first.text
    assert "Geen van de studies op deze pagina heeft een vastgemaakt plan." in first.text
    assert "met plan" in writer.get(address, {"vanaf": first.context["page"].next_cursor}).text
