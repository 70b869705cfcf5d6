"""A file of the register that may be the wrong one closes nothing unless somebody says that it is right."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from knowledge_network.members.imports import runs
from knowledge_network.members.imports.change import ImportConflictError
from knowledge_network.members.imports.enums import ImportDoubt
from knowledge_network.members.imports.models import ImportRun
from knowledge_network.members.imports.register import whole_site_code
from knowledge_network.members.organisations.models import Site
from tests.factories import NetworkRoleFactory
from tests.members.imports.registers import new_file, old_file, site_row

pytestmark = pytest.mark.django_db
BACKEND = "knowledge_network.members.accounts.backends.MemberBackend"
CODES = [f"{number:02d}EX00" for number in range(1, 21)]


def offer(content: bytes, **options) -> ImportRun:
    chosen = {"regions": [], "municipalities": [], "boards": [], "sector": "po", "day": "2026-11-01", **options}
    return runs.offer_list(kind="sites", by=None, name="x.csv", content=content, options=chosen, now=True)


def bring_in(content: bytes) -> ImportRun:
    run = runs.apply_import(run=offer(content), by=None, now=True)
    assert run.problem == ""
    return run


@pytest.fixture
def twenty():
    """Twenty schools that we know."""
    return bring_in(new_file([site_row(code) for code in CODES]))


def open_sites() -> int:
    return Site.objects.filter(site_code__in=CODES, closed_on__isnull=True).count()


@pytest.mark.parametrize(
    ("text", "brin", "code"),
    [
        ("00", "07EX", "07EX00"),
        ("0", "07EX", "07EX00"),
        ("1", "07EX", "07EX01"),
        ("7EX00", "07EX", "07EX00"),
        ("7EX00", "", "07EX00"),
        ("7EX00", "08AA", "7EX00"),
        ("07ex02", "", "07EX02"),
        ("rommel", "", "ROMMEL"),
    ],
)
def test_zeros_that_a_spreadsheet_took_away_come_back(text, brin, code):
    assert whole_site_code(text, brin) == code


def test_a_file_that_lost_its_zeros_closes_no_school(twenty):
    rows = [
        {**site_row(code), "INSTELLINGSCODE": code[:4].lstrip("0"), "VESTIGINGSCODE": code[4:].lstrip("0") or "0"}
        for code in CODES
    ]
    run = offer(old_file(rows))
    assert (run.counts["unchanged"], run.counts["closed"], run.counts["error"]) == (20, 0, 0)


def test_a_row_that_cannot_be_read_keeps_the_schools_open_that_it_may_be_about(twenty):
    rows = [site_row(code) for code in CODES[:17]]
    rows.append(site_row("18EX00") | {"VESTIGINGSCODE": "wat is dit"})
    run = offer(new_file(rows))
    assert (run.counts["closed"], run.counts["error"]) == (2, 1)
    assert Site.objects.get(site_code="18EX00").closed_on is None
    rows[-1] |= {"INSTELLINGSCODE": "?"}
    run = offer(new_file(rows))
    assert run.counts["closed"] == 0
    assert run.rows.filter(outcome="skipped", key="20EX00").exists()


@pytest.mark.parametrize(("kept", "is_doubted"), [(17, False), (16, True), (1, True)])
def test_more_closings_than_three_and_five_percent_are_doubted(twenty, kept, is_doubted):
    run = offer(new_file([site_row(code) for code in CODES[:kept]]))
    assert run.counts["closed"] == 20 - kept
    assert (ImportDoubt.CLOSINGS in run.doubts) is is_doubted


def test_a_file_that_is_cut_off_is_doubted(twenty):
    whole = new_file([site_row(code) for code in CODES])
    assert offer(whole).doubts == []
    lines = whole.splitlines(keepends=True)
    cut = b"".join([*lines[:19], lines[19][: len(lines[19]) // 2]])
    assert ImportDoubt.CUT_OFF in offer(cut).doubts


def test_a_file_of_the_whole_country_without_a_region_is_doubted():
    rows = [{**site_row(code), "COROPGEBIED NAAM": f"Gebied {n}"} for n, code in enumerate(CODES)]
    assert offer(new_file(rows)).doubts == [ImportDoubt.NATIONAL]
    assert offer(new_file(rows), regions=["Gebied 3"]).doubts == []


def test_what_is_doubted_is_carried_out_only_by_who_says_so(twenty):
    run = offer(new_file([site_row(CODES[0])]))
    with pytest.raises(ImportConflictError):
        runs.apply_import(run=run, by=None, now=True)
    assert open_sites() == 20
    runs.apply_import(run=run, by=None, now=True, despite_doubts=True)
    assert open_sites() == 1


def test_the_command_refuses_without_its_flag(twenty, tmp_path, capsys):
    path = tmp_path / "vestigingen.csv"
    path.write_bytes(new_file([site_row(CODES[0])]))
    with pytest.raises(CommandError, match="--despite-doubts"):
        call_command("import_duo", str(path))
    assert open_sites() == 20
    call_command("import_duo", str(path), "--dry-run")
    assert open_sites() == 20
    call_command("import_duo", str(path), "--despite-doubts")
    assert open_sites() == 1


def test_the_page_asks_to_type_the_number(client, twenty):
    client.force_login(NetworkRoleFactory().member, backend=BACKEND)
    file = SimpleUploadedFile("x.csv", new_file([site_row(CODES[0])]))
    response = client.post(reverse("members:import_sites"), {"file": file, "day": "2026-11-01"}, follow=True)
    page = response.content.decode()
    assert 'name="number"' in page
    apply = reverse("members:import_apply", args=[ImportRun.objects.latest("pk").public_id])
    for typed in ("", "20", "ja"):
        client.post(apply, {"number": typed})
        assert open_sites() == 20
    client.post(apply, {"number": "19"})
    assert open_sites() == 1
