"""The benchmark divides by something honest, and says so when a goal is missed."""

import re
from types import SimpleNamespace

import pytest
from django.conf import settings as django_settings
from django.urls import reverse

from benchmarks import data, films, gaps
from benchmarks.__main__ import Memory, Result, growth, misses, pages, report
from benchmarks.load import Sample
from expertise.asking.models import HelpRequest
from expertise.finding.models import SearchMiss
from expertise.gaps.queries.gaps import topic_facts
from knowledge_network.kit.films import has_program
from knowledge_network.members.people.models import Member
from knowledge_network.search.models import SearchEntry
from plg.records.models import Attendance

SIZE = 60
JINJA = {
    "BACKEND": "django.template.backends.jinja2.Jinja2",
    "NAME": "floor",
    "DIRS": [django_settings.BASE_DIR / "benchmarks" / "templates"],
}


@pytest.fixture
def network(db, settings, monkeypatch, client):
    """A small network loaded as the benchmark loads a large one, and somebody signed in."""
    monkeypatch.setattr(data, "GROUPS", 8)
    settings.ROOT_URLCONF = "benchmarks.urls"
    settings.TEMPLATES = [*settings.TEMPLATES, JINJA]
    data.load(SIZE)
    client.force_login(Member.objects.get(pk=2), backend="knowledge_network.members.accounts.backends.MemberBackend")
    return SimpleNamespace(client=client, pages=pages(Member.objects.get(pk=SIZE // 2).public_id))


def text_of(client, path: str) -> str:
    """The page without its frame, in which one's own profile stands."""
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode().partition("<main")[2]


def people_in(html: str) -> set[str]:
    return set(re.findall(r'href="/leden/(m[0-9a-f]{9})/"', html))


def choices_in(html: str, name: str) -> set[str]:
    box = re.search(rf'(?s)<select\s[^>]*?name="{name}".*?</select>', html)[0]
    return {value for value in re.findall(r"<option(?: value=\"([^\"]*)\")?>", box) if value}


@pytest.mark.slow
def test_floor_and_page_show_the_same_people(network):
    directory, group, profile = network.pages[:3]
    for page, least in ((directory, 20), (group, 4)):
        ours = people_in(text_of(network.client, page.path))
        floor = people_in(text_of(network.client, page.floor))
        contact = {Member.objects.get(contact_for_groups__slug="groep-7").public_id} if page is group else set()
        assert len(floor) >= least, page.name
        assert ours - contact == floor - contact, page.name
    person = Member.objects.get(public_id=profile.path.split("/")[2])
    for path in (profile.path, profile.floor):
        html = text_of(network.client, path)
        assert person.family_name in html
        assert person.appointments.get().organisation.name in html
        assert all(topic.name in html for topic in person.ask_me_about.all())
        assert "deel wat werkt" in html
        assert all(claim.description in html for claim in person.expertise_claims.all())


@pytest.mark.slow
def test_the_floor_offers_the_same_choices_to_filter_by(network):
    directory = network.pages[0]
    ours, floor = text_of(network.client, directory.path), text_of(network.client, directory.floor)
    for name, count in (("organisatie", data.BOARDS + data.SITES), ("thema", data.TOPICS)):
        assert choices_in(ours, name) == choices_in(floor, name)
        assert len(choices_in(floor, name)) == count


@pytest.mark.slow
def test_the_board_of_gaps_is_filled_with_all_that_it_counts(network):
    gaps.fill(topics=40)
    facts = topic_facts()
    assert len(facts) >= 40
    for model in (HelpRequest, SearchMiss, Attendance):
        assert model.objects.exists(), model
    assert len({row.status for row in facts}) > 1


@pytest.mark.slow
def test_the_loaded_members_can_be_found(network):
    assert SearchEntry.objects.filter(kind="member").count() == SIZE
    member = Member.objects.get(pk=5)
    found = network.client.get(reverse("search:search"), {"q": member.family_name})
    assert member.get_full_name() in re.sub(r"</?mark>", "", found.content.decode())


def result(size: int, *, ours: float = 6.0, p50: float = 5.0, queries: int = 3) -> Result:
    sample = Sample([p50, p50, p50], ours, 1.0)
    return Result(size, "directory", queries, 4, sample, Sample([3.0], 4.0, 1.0), sample)


def test_goals_that_are_met_are_not_reported():
    results = [result(10_000), result(100_000, p50=5.9)]
    assert growth(results) == {"directory": pytest.approx(1.18)}
    assert misses(results, {10_000: Memory(179.0, 240.0)}) == []


def test_each_goal_that_is_missed_is_named():
    results = [result(10_000, ours=8.1), result(100_000, p50=6.1, queries=5)]
    missed = "\n".join(misses(results, {10_000: Memory(181.0, 240.0)}))
    assert "directory at 10000 members: 2.02 × floor" in missed
    assert "directory at 100000 members: 5 queries" in missed
    assert "p50 grows 1.22 ×" in missed
    assert "181 MB at 10000 members" in missed


def test_the_report_has_a_line_per_page_and_size():
    text = report([result(160), result(10_000)], {160: Memory(170.0, 231.0)})
    assert "| 160 | directory | 3 | 6.0 | 4.0 | 1.50 | 5.0 |" in text
    assert "170 (231) MB at 160 members" in text


@pytest.mark.real_clock(reason="ffmpeg is a process of its own")
def test_each_way_of_making_a_film_is_measured(monkeypatch, capsys):
    if not has_program():
        pytest.skip("ffmpeg is not on this machine")
    monkeypatch.setattr("sys.argv", ["films", "--seconds", "1", "--size", "320x180"])
    films.main()

    lines = capsys.readouterr().out.splitlines()
    assert [line.split("  ")[0] for line in lines] == [*films.ways(1), films.FACES]
    assert all(" s of processor time for 1 s of film" in line for line in lines[:-1])
