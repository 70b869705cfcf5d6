"""The register of schools comes in whole, from any year, and never takes anything away."""

from __future__ import annotations

import datetime as dt
import time
import tracemalloc

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from knowledge_network.members.imports import runs
from knowledge_network.members.imports.models import ImportRun
from knowledge_network.members.organisations.models import Board, Organisation, School, Site
from knowledge_network.members.trail.models import AuditEvent
from tests.factories import AppointmentFactory, BoardFactory, MemberFactory, SchoolFactory, SiteFactory
from tests.members.imports.registers import TWENTE_2017, code_number, new_file, old_file, site_row

pytestmark = pytest.mark.django_db

DAY = "2026-11-01"
SCHOOL_FIELDS = ("brin", "name", "sector", "denomination", "board__bg_number")
BOARD_FIELDS = ("bg_number", "name", "slug", "kvk", "place", "website")


def offer(content: bytes, kind: str = "sites", **options) -> ImportRun:
    chosen = {"day": DAY, "sector": "po", **options}
    return runs.offer_list(kind=kind, by=None, name="lijst.csv", content=content, options=chosen, now=True)


def bring_in(content: bytes, kind: str = "sites", **options) -> ImportRun:
    run = runs.apply_import(run=offer(content, kind, **options), by=None, now=True, despite_doubts=True)
    assert run.problem == ""
    return run


def everything() -> dict:
    """All that the import may touch, without counters."""
    sites = Site.objects.order_by("site_code").values(
        *[f.name for f in Site._meta.concrete_fields if f.name not in {"id", "organisation_ptr", "school"}],
        "school__brin",
        "governing_board__organisation_ptr__slug",
    )
    for site in sites:
        site.pop("governing_board")
    return {
        "sites": [{k: v for k, v in s.items() if k != "governing_board"} for s in sites],
        "schools": list(
            School.objects.order_by("brin").values("brin", "name", "sector", "denomination", "board__bg_number")
        ),
        "boards": list(
            Board.objects.order_by("bg_number").values("bg_number", "name", "slug", "kvk", "place", "website")
        ),
    }


def run_command(capsys, *arguments) -> str:
    call_command("import_duo", *map(str, arguments))
    return capsys.readouterr().out


# Reading --------------------------------------------------------------------------------------


def test_the_twente_file_gives_262_sites(capsys):
    out = run_command(capsys, TWENTE_2017, "--region", "Twente", "--date", "2017-01-01")
    assert "262 " in out
    assert Site.objects.count() == 262
    site = Site.objects.get(site_code="07AI00")
    assert (site.name, site.place, site.municipality) == ("Montessori Basisschool", "Almelo", "Almelo")
    assert (site.phone, site.municipality_number) == ("0546870924", "0141")
    assert site.website == "https://www.almelosemontessorischool.nl"
    assert site.source_date == dt.date(2017, 1, 1)
    assert site.governing_board == site.school.board.organisation_ptr.board
    assert str(site.school.board) == "Bevoegd gezag 23128"


@pytest.mark.parametrize(
    "content",
    [
        new_file,
        lambda rows: new_file(rows, mark=False),
        lambda rows: new_file(rows, mark=False, delimiter=";"),
        lambda rows: new_file(rows, delimiter="\t"),
        lambda rows: new_file(rows, mark=False).decode().encode("utf-16"),
        lambda rows: new_file(rows, mark=False).decode().encode("cp1252"),
    ],
)
def test_old_and_new_files_give_equal_results(content):
    rows = [site_row(code, VESTIGINGSNAAM=f"Basisschool Fryslân {code}") for code in ("07EX00", "07EX01", "31FR00")]
    run = bring_in(old_file(rows))
    before = everything()
    again = offer(content(rows))
    assert again.counts["unchanged"] == 3
    assert (again.counts["new"], again.counts["changed"], again.counts["closed"]) == (0, 0, 0)
    runs.undo_import(run=run, by=None, now=True)
    assert Site.objects.count() == 0
    bring_in(content(rows))
    assert everything() == before


def test_the_same_file_again_changes_nothing():
    content = TWENTE_2017.read_bytes()
    bring_in(content)
    before = everything()
    events = AuditEvent.objects.count()
    run = offer(content)
    assert run.counts["unchanged"] == run.counts["read"] == 262
    runs.apply_import(run=run, by=None, now=True)
    assert everything() == before
    assert AuditEvent.objects.count() == events + 2  # offered and carried out


def test_secondary_schools_keep_their_own_sector_and_scope(tmp_path, capsys):
    bring_in(new_file([site_row("07EX00")]))
    path = tmp_path / "vestigingenvo.csv"
    path.write_bytes(new_file([site_row("02AB00") | {"ONDERWIJSSTRUCTUUR": "HAVO/VWO"}]))
    run_command(capsys, path)
    assert School.objects.get(brin="02AB").sector == "vo"
    assert Site.objects.get(site_code="07EX00").closed_on is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"VESTIGINGSCODE": "7EX"},
        {"BEVOEGD GEZAG NUMMER": "abc"},
        {"VESTIGINGSNAAM": ""},
        {"VESTIGINGSCODE": "31FR00"},
        {"VESTIGINGSNAAM": "x" * 151},
    ],
)
def test_a_wrong_row_is_an_error_and_the_others_come_in(wrong):
    run = bring_in(new_file([site_row("07EX00") | wrong, site_row("08AA00")]))
    assert (run.counts["error"], run.counts["new"]) == (1, 1)
    assert run.rows.get(outcome="error").reason
    assert Site.objects.get().site_code == "08AA00"


def test_unusual_brin_warns_and_comes_in():
    run = bring_in(new_file([site_row("A1B200")]))
    assert run.rows.get().reason
    assert Site.objects.get().site_code == "A1B200"


def test_missing_columns_are_named(tmp_path):
    path = tmp_path / "leden.csv"
    path.write_text("naam;adres\nJan;Straat 1\n")
    with pytest.raises(CommandError, match="VESTIGINGSCODE, VESTIGINGSNAAM, BEVOEGD GEZAG NUMMER"):
        call_command("import_duo", str(path))


# Scope ----------------------------------------------------------------------------------------


@pytest.fixture
def four():
    return [
        site_row("01AA00", GEMEENTENAAM="HENGELO", BEVOEGD_GEZAG_NUMMER="11111"),
        site_row("02AA00", GEMEENTENAAM="ENSCHEDE", BEVOEGD_GEZAG_NUMMER="22222"),
        site_row("03AA00", GEMEENTENAAM="ENSCHEDE", BEVOEGD_GEZAG_NUMMER="11111"),
        site_row("04AA00", GEMEENTENAAM="EMMEN", BEVOEGD_GEZAG_NUMMER="33333")
        | {"COROPGEBIED NAAM": "Zuidoost-Drenthe"},
    ]


@pytest.mark.parametrize(
    ("options", "codes"),
    [
        ({}, ["01AA00", "02AA00", "03AA00", "04AA00"]),
        ({"regions": ["twente"]}, ["01AA00", "02AA00", "03AA00"]),
        ({"municipalities": ["enschede", "Hengelo"]}, ["01AA00", "02AA00", "03AA00"]),
        ({"boards": ["11111"]}, ["01AA00", "03AA00"]),
        ({"boards": ["11111"], "municipalities": ["ENSCHEDE"]}, ["03AA00"]),
    ],
)
def test_filters_choose_a_part(four, options, codes):
    run = bring_in(new_file(four), **options)
    assert list(Site.objects.order_by("site_code").values_list("site_code", flat=True)) == codes
    assert run.counts["skipped"] == 4 - len(codes)
    assert run.counts["read"] == 4


@pytest.mark.parametrize(
    "options", [{"regions": ["Twentee"]}, {"municipalities": ["Enschede", "Nergens"]}, {"boards": ["99999"]}]
)
def test_a_wish_that_the_file_never_meets_is_an_error_and_closes_nothing(four, options):
    bring_in(new_file(four))
    run = offer(new_file(four), **options)
    assert run.state == "failed"
    assert next(iter(options.values()))[-1].lower() in run.problem
    assert not Site.objects.filter(closed_on__isnull=False).exists()


def test_a_filter_needs_its_column(four):
    run = offer(
        new_file([{k: v for k, v in row.items() if k != "COROPGEBIED NAAM"} for row in four]), regions=["Twente"]
    )
    assert run.state == "failed"
    assert "COROPGEBIED NAAM" in run.problem


def test_only_sites_inside_the_scope_close(four):
    bring_in(new_file(four))
    run = bring_in(new_file(four[1:2] + four[3:]), municipalities=["Enschede"])
    assert run.counts["closed"] == 1
    assert list(Site.objects.filter(closed_on__isnull=False).values_list("site_code", flat=True)) == ["03AA00"]


def test_a_site_that_moves_out_of_the_scope_is_followed_not_closed(four):
    bring_in(new_file(four), boards=["11111"])
    four[0]["BEVOEGD GEZAG NUMMER"] = "22222"
    run = bring_in(new_file(four), boards=["11111"])
    assert (run.counts["closed"], run.counts["changed"]) == (0, 1)
    assert Site.objects.get(site_code="01AA00").governing_board.bg_number == "22222"


# Never deletes --------------------------------------------------------------------------------


def test_a_site_that_is_gone_closes_and_one_that_comes_back_opens():
    rows = [site_row("01AA00"), site_row("02AA00")]
    bring_in(new_file(rows))
    AppointmentFactory(organisation=Site.objects.get(site_code="02AA00"))
    bring_in(new_file(rows[:1]), day="2026-11-02")
    gone = Site.objects.get(site_code="02AA00")
    assert gone.closed_on == gone.valid_to == dt.date(2026, 11, 2)
    assert gone.appointments.count() == 1
    run = bring_in(new_file(rows), day="2026-11-03")
    gone.refresh_from_db()
    assert (run.counts["changed"], gone.closed_on, gone.valid_to) == (1, None, None)


def test_a_site_entered_by_hand_never_closes():
    SiteFactory(school__brin="09ZZ")
    run = bring_in(new_file([site_row("01AA00")]))
    assert run.counts["closed"] == 0


@given(st.lists(st.sets(st.integers(0, 11), min_size=1), min_size=1, max_size=4))
def test_random_parts_of_the_file_never_delete_a_site(subsets):
    rows = [site_row(code_number(n * 7), BEVOEGD_GEZAG_NUMMER=f"1000{n % 3}") for n in range(12)]
    Site.objects.all().delete()
    Organisation.objects.filter(kind="site").delete()
    School.objects.all().delete()
    seen: set[str] = set()
    for number, subset in enumerate(subsets):
        chosen = [rows[n] for n in sorted(subset)]
        bring_in(new_file(chosen), day=f"2026-11-{number + 1:02d}")
        seen |= {row["VESTIGINGSCODE"] for row in chosen}
        assert set(Site.objects.values_list("site_code", flat=True)) == seen
        opened = {row["VESTIGINGSCODE"] for row in chosen}
        assert set(Site.objects.filter(closed_on__isnull=True).values_list("site_code", flat=True)) == opened


# Boards ---------------------------------------------------------------------------------------


def test_a_school_that_changes_board_takes_all_its_sites_along():
    bring_in(new_file([site_row("07EX00"), site_row("07EX01")]))
    by_hand = SiteFactory(school=School.objects.get(), site_number="02")
    run = bring_in(new_file([site_row(c, BEVOEGD_GEZAG_NUMMER="65287") for c in ("07EX00", "07EX01")]))
    assert School.objects.get().board.bg_number == "65287"
    by_hand.refresh_from_db()
    assert {s.governing_board.bg_number for s in Site.objects.all()} == {"65287"}
    assert Board.objects.filter(bg_number="41565").exists()
    runs.undo_import(run=run, by=None, now=True)
    assert {s.governing_board.bg_number for s in Site.objects.all()} == {"41565"}
    assert not Board.objects.filter(bg_number="65287").exists()


def test_a_board_has_a_number_for_a_name_until_the_file_of_boards_comes(tmp_path, capsys):
    bring_in(new_file([site_row()]))
    assert Board.objects.get().name == "Bevoegd gezag 41565"
    assert Board.objects.get().slug == "bevoegd-gezag-41565"
    path = tmp_path / "besturen.csv"
    path.write_bytes(
        b'"BEVOEGD GEZAG NUMMER","BEVOEGD GEZAG NAAM","PLAATSNAAM","KVK-NUMMER"\r\n'
        b'"41565","Stichting Consent","ENSCHEDE","8123456"\r\n"99999","Onbekend","X","1"\r\n'
    )
    out = run_command(capsys, path)
    board = Board.objects.get()
    assert (board.name, board.slug, board.kvk, board.place) == (
        "Stichting Consent",
        "stichting-consent",
        "08123456",
        "Enschede",
    )
    assert "1 " in out
    bring_in(new_file([site_row()]))
    assert Board.objects.get().name == "Stichting Consent"


def test_unknown_boards_come_in_only_when_asked():
    content = b"BEVOEGD GEZAG NUMMER;BEVOEGD GEZAG NAAM\n41565;A\n41566;B\n"
    assert bring_in(content, "boards").counts["skipped"] == 2
    bring_in(content, "boards", boards=["41566"])
    assert [b.name for b in Board.objects.all()] == ["B"]
    bring_in(content, "boards", all_boards=True)
    assert Board.objects.count() == 2


def test_a_name_in_ordinary_letters_survives_the_shouting_of_the_register():
    BoardFactory(bg_number="41565", name="Stichting Consent")
    run = bring_in(b"BEVOEGD GEZAG NUMMER;BEVOEGD GEZAG NAAM\n41565;STICHTING CONSENT\n", "boards")
    assert run.counts["unchanged"] == 1


def test_a_file_of_boards_offered_as_schools_is_told_so():
    run = offer(b"BEVOEGD GEZAG NUMMER;BEVOEGD GEZAG NAAM\n41565;A\n")
    assert run.state == "failed"
    assert run.problem


# Undo and conflicts ---------------------------------------------------------------------------


def test_undo_restores_exactly():
    rows = [site_row(code_number(n)) for n in range(0, 60, 3)]
    bring_in(new_file(rows[:15]))
    bring_in(b"BEVOEGD GEZAG NUMMER;BEVOEGD GEZAG NAAM\n41565;Eerste naam\n", "boards")
    before = everything()
    for row in rows[5:10]:
        row["PLAATSNAAM"], row["BEVOEGD GEZAG NUMMER"], row["TELEFOONNUMMER"] = "BORNE", "65287", ""
    run = bring_in(new_file(rows[5:]), day="2026-11-09")
    assert everything() != before
    undone = runs.undo_import(run=run, by=None, now=True)
    assert (undone.state, undone.problem) == ("undone", "")
    assert everything() == before


def test_undo_is_refused_as_a_whole_when_people_work_at_a_new_school():
    run = bring_in(new_file([site_row("07EX00"), site_row("08AA00")]))
    MemberFactory(site=Site.objects.get(site_code="08AA00"))
    undone = runs.undo_import(run=run, by=None, now=True)
    assert undone.state == "applied"
    assert undone.problem
    assert Site.objects.count() == 2


def test_undo_ends_after_24_hours(time_machine):
    run = bring_in(new_file([site_row()]))
    time_machine.move_to(timezone.now() + dt.timedelta(hours=24, minutes=1))
    with pytest.raises(runs.ImportConflictError):
        runs.undo_import(run=run, by=None, now=True)
    assert Site.objects.count() == 1


def test_applying_twice_happens_once():
    run = offer(new_file([site_row()]))
    runs.apply_import(run=run, by=None, now=True)
    runs.apply_import(run=run, by=None, now=True)
    assert Site.objects.count() == 1
    assert AuditEvent.objects.filter(verb="members.import_applied").count() == 1


def test_what_changed_since_the_preview_stops_everything():
    bring_in(new_file([site_row("01AA00"), site_row("02AA00")]))
    run = offer(new_file([site_row("01AA00", PLAATSNAAM="BORNE"), site_row("02AA00", PLAATSNAAM="BORNE")]))
    Site.objects.filter(site_code="02AA00").update(place="Losser")
    run = runs.apply_import(run=run, by=None, now=True)
    assert (run.state, Site.objects.get(site_code="01AA00").place) == ("planned", "Enschede")
    assert run.problem
    run = runs.look_again(run=run, by=None)
    run = runs.apply_import(run=run, by=None, now=True)
    assert (run.state, run.problem) == ("applied", "")
    assert set(Site.objects.values_list("place", flat=True)) == {"Borne"}


def test_dry_run_changes_nothing_and_keeps_no_file(capsys):
    run_command(capsys, TWENTE_2017, "--dry-run")
    assert not Organisation.objects.exists()
    assert not ImportRun.objects.exists()


def test_a_taken_slug_gets_the_code():
    SiteFactory(school=SchoolFactory(brin="99XX"), slug="de-proef-07ex00-enschede")
    bring_in(new_file([site_row("07EX00")]))
    assert Site.objects.get(site_code="07EX00").slug == "de-proef-07ex00-enschede-07ex00"


# Size -----------------------------------------------------------------------------------------


def national(count: int) -> bytes:
    return new_file([site_row(code_number(n), BEVOEGD_GEZAG_NUMMER=f"{10000 + n // 20}") for n in range(count)])


def peak_of_planning(content: bytes) -> int:
    """The most memory in use while a file is looked at; the file itself lies on disk."""
    run = offer(new_file([site_row()]))
    run.file.save("groot.csv", ContentFile(content))
    run.save()
    del content
    tracemalloc.start()
    try:
        runs.look_again(run=run, by=None)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.slow
@pytest.mark.drill(name="imports")
@pytest.mark.parametrize(("few", "many"), [pytest.param(1_100, 1_700, marks=pytest.mark.in_suite), (2_000, 6_506)])
def test_a_national_file_is_read_with_little_memory_whatever_its_length(few, many):
    peak_of_planning(national(few))  # what is made once, however long the file
    small, large = peak_of_planning(national(few)), peak_of_planning(national(many))
    assert large < 24 * 1024 * 1024
    # Of a row only the codes and names of its board and school stay in mind, never the row.
    assert large - small < 400 * (many - few)


@pytest.mark.slow
@pytest.mark.drill(name="imports")
def test_a_national_file_comes_in_within_seconds():
    content = national(6_506)
    started = time.monotonic()
    run = bring_in(content)
    assert run.counts["new"] == Site.objects.count() == 6_506
    assert time.monotonic() - started < 30  # about five on a quiet machine
