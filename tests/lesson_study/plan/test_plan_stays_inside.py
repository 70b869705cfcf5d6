"""What a team writes in its plan goes no way out: no page, search, overview, mail, log or copy of data of others."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse

from knowledge_network.members.people.enums import Function
from knowledge_network.members.people.models import Member
from knowledge_network.members.privacy.export import build_export
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.events.models import Notice
from knowledge_network.notifications.outbox.models import Delivery
from knowledge_network.search.models import SearchEntry
from lesson_study.cycles.links import make_token
from lesson_study.cycles.models import KnowledgeableOther
from lesson_study.plan.actions.cells import save_cell
from lesson_study.plan.actions.comments import add_comment
from lesson_study.plan.actions.plans import fix_plan, start_next_version
from lesson_study.plan.actions.pupils import change_case_pupil
from lesson_study.plan.models import UnsettledText
from plg.groups.enums import GroupRole
from tests import factories as f

pytestmark = pytest.mark.django_db
SECRETS = (
    "zinstouwtje",
    "leraardoetdit",
    "verwachtezet",
    "opmerkingx",
    "typeertzo",
    "lukthoor",
    "wachttekst",
    "logtekst",
)
TEAM_ONLY = (
    "lesson_plan", "plan_versions", "case_pupils", "plan_take_over", "plan_state",
)  # fmt: skip


@pytest.fixture
def written(team: Any) -> Any:
    """Each kind of text that a plan holds, once."""
    pupil = team.cycle.case_pupils.get(code="A")
    change_case_pupil(
        pupil=pupil,
        by=team.first,
        alias="Bo",
        typification="typeertzo",
        success_criterion="lukthoor",
        learning_start="",
    )
    for column, text, case in (("label", "zinstouwtje", None), ("teacher", "leraardoetdit", None)):
        save_cell(
            row=team.row,
            column=column,
            by=team.first,
            text=text,
            version=1 if column == "label" else 0,
            case_pupil=case,
        )
    save_cell(row=team.row, column="expected", by=team.first, text="verwachtezet", version=1, case_pupil=pupil)
    add_comment(row=team.row, text="opmerkingx", by=team.first)
    fix_plan(plan=team.plan, by=team.first, change_log="logtekst")
    start_next_version(plan=team.plan, by=team.first)
    cell = team.cycle.plans.get(version=2).rows.order_by("position")[0].cells.get(column="teacher")
    UnsettledText.objects.create(cell=cell, by=team.second, text="wachttekst")
    return team


def outsiders(cycle: Any) -> dict[str, Member]:
    leader_of_group = f.GroupMembershipFactory(group=cycle.group, role=GroupRole.LEAD).member
    return {
        "who leads the group": leader_of_group,
        "somebody of the group": f.GroupMembershipFactory(group=cycle.group).member,
        "a coordinator": f.NetworkRoleFactory().member,
        "a school leader": f.MemberFactory(site=f.SiteFactory(), function=Function.SCHOOL_LEADER),
        "any member": f.MemberFactory(),
    }


def found_in(text: str) -> list[str]:
    return [secret for secret in SECRETS if secret in text]


def test_the_team_reads_all_of_it(client, written):
    client.force_login(written.second)
    pages = [
        reverse(f"lesson_study:{name}", args=[written.cycle.public_id])
        for name in ("lesson_plan", "case_pupils", "plan_versions")
    ]
    pages.append(reverse("lesson_study:plan_version", args=[written.cycle.public_id, 1]))
    text = "".join(client.get(page).content.decode() for page in pages)
    assert found_in(text) == list(SECRETS)


def test_nobody_else_reads_a_word_of_it_on_any_page_of_the_study(client, written):
    papers = [
        reverse(f"lesson_study:{name}", args=[written.cycle.public_id, 1])
        for name in ("plan_pdf", "observation_sheet", "plan_version")
    ]
    pages = [reverse(f"lesson_study:{name}", args=[written.cycle.public_id]) for name in TEAM_ONLY] + papers
    around = [
        written.cycle.get_absolute_url(),
        reverse("lesson_study:cycle_list"),
        written.cycle.group.get_absolute_url(),
    ]
    around += [reverse("dashboards:start"), reverse("notifications:notice_list")]
    for who, member in outsiders(written.cycle).items():
        client.force_login(member)
        for page in pages:
            assert client.get(page).status_code in (403, 404), (who, page)
        for page in around:
            assert found_in(client.get(page).content.decode()) == [], (who, page)


def test_a_guest_reads_the_plan_and_not_what_waits_for_a_choice_in_the_team(client, written):
    guest = KnowledgeableOther.objects.create(cycle=written.cycle, guest_name="Vera", guest_email="vera@example.org")
    text = client.get(reverse("lesson_study:guest_plan", args=[make_token(guest)])).content.decode()
    assert "leraardoetdit" in text
    assert "wachttekst" not in text
    KnowledgeableOther.objects.filter(pk=guest.pk).update(withdrawn_at=written.plan.created_at)
    assert client.get(reverse("lesson_study:guest_plan", args=[make_token(guest)])).status_code == 404


def test_it_stands_in_no_index_notice_mail_or_log(written):
    call_command("rebuild_search", verbosity=0)
    for rows in (SearchEntry, Notice, Delivery, AuditEvent):
        stored = " ".join(str(vars(row)) for row in rows.objects.all())
        assert found_in(stored) == [], rows.__name__


def test_the_copy_of_somebody_elses_data_holds_nothing_of_it(written):
    for who, member in outsiders(written.cycle).items():
        with zipfile.ZipFile(io.BytesIO(build_export(member).read())) as archive:
            text = " ".join(archive.read(name).decode(errors="replace") for name in archive.namelist())
        assert found_in(text) == [], who


@pytest.mark.parametrize("name", ["plan_cell", "plan_row_add", "plan_comment", "plan_fix", "plan_next", "case_pupils"])
def test_nobody_else_writes_in_it(client, written, name):
    for who, member in outsiders(written.cycle).items():
        client.force_login(member)
        sent = {"row": str(written.row.key), "column": "teacher", "text": "vreemd", "version": 0, "typification": "x"}
        answer = client.post(reverse(f"lesson_study:{name}", args=[written.cycle.public_id]), sent)
        assert answer.status_code in (403, 404), who


def test_a_version_that_is_fixed_stays_as_it_is(client, written):
    """Fixed is fixed: the row of version 1 takes no word any more, whoever writes."""
    fixed = written.cycle.plans.get(version=1)
    row = fixed.rows.order_by("position")[0]
    save_cell(row=row, column="teacher", by=written.first, text="Iets heel anders", version=1)
    assert row.cells.get(column="teacher").text == "leraardoetdit"
