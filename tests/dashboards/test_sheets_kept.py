"""What the pages of a school tell is counted once in five minutes, and the lists behind it stand on pages."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from knowledge_network.dashboards.sheets import behind
from knowledge_network.members.people.enums import Function
from tests import factories as f
from tests.dashboards.sheets import NOW, make_site, page_of, school_with, words
from tests.pages import Page
from tests.plg.meetings.helpers import moment

pytestmark = [pytest.mark.django_db, pytest.mark.clock]


@pytest.fixture(autouse=True)
def at_the_moment(time_machine):
    time_machine.move_to(moment(NOW), tick=False)


@pytest.fixture
def site():
    return make_site()


@pytest.fixture
def leader(site):
    return f.MemberFactory(site=site, function=Function.SCHOOL_LEADER)


@pytest.mark.parametrize("what", ["deelname", "groepen"])
def test_a_long_list_behind_a_figure_stands_on_pages_and_says_how_many_there_are(
    client, site, leader, what, monkeypatch
):
    """Nobody twice, nobody left out, and who left the network at the end."""
    monkeypatch.setattr(behind, "PAGE_SIZE", 2)
    staff = school_with(site, came=5, of=5, groups=5)
    staff[0].left_at = moment("2026-11-01T10:00")
    staff[0].save()
    client.force_login(leader)
    address, found = reverse("dashboards:school_behind", args=[site.slug, what]), []
    for _page in range(3):
        page = Page(client.get(address))
        assert "5 op deze lijst" in page.words
        rows = page.all("main .rows > li")
        assert len(rows) <= 2
        found += [row.words for row in rows]
        if following := page.all(".pager a[rel=next]"):
            address = reverse("dashboards:school_behind", args=[site.slug, what]) + following[0]["href"]
    assert not following
    assert len(found) == len(set(found)) == 5
    assert (found[-1] == "1 collega die uit het netwerk ging") == (what == "deelname")


@pytest.mark.parametrize("length", [0, 1, 39, 40, 41, 100])
def test_what_is_kept_by_pages_reads_as_the_list_it_was(length):
    entries = [behind.Entry(f"Groep {n}", f"groep-{n}", n, part=n % 3) for n in range(length)]
    packed = behind.Packed.pack(entries)
    assert (len(packed), list(packed)) == (length, entries)
    for begin, end in ((0, 40), (40, 80), (80, 120), (30, 50), (0, 0), (-5, None)):
        assert packed[begin:end] == entries[begin:end]
    assert [packed[place] for place in range(-length, length)] == entries * 2


def test_of_what_is_kept_only_the_page_that_is_shown_is_read(monkeypatch):
    packed = behind.Packed.pack([behind.Entry(key=n) for n in range(1_000)])
    read, parts = [], behind.Packed._read
    monkeypatch.setattr(behind.Packed, "_read", lambda self, part: read.append(part) or parts(self, part))
    page, _lines = behind.Behind(packed).show({"vanaf": "400"})
    assert ([entry.key for entry in page], read) == (list(range(400, 440)), [10])
    assert behind.Behind(packed).amounts == []
    assert read == [10]


def test_figures_of_a_school_are_counted_once_in_five_minutes_with_the_lists_behind_them(
    client, site, leader, time_machine
):
    """And the page says of when they are."""
    school_with(site, came=4, of=6)
    client.force_login(leader)

    def read() -> tuple[str, int]:
        page = page_of(client, "school_figures", site.slug)
        assert "geteld om 10:00" in words(page) or "geteld om 10:06" in words(page)
        rows = page_of(client, "school_behind", site.slug, "deelname").css("main .rows > li")
        return page.css_first(".five .n a").text(), len(rows)

    assert read() == ("4", 4)
    group = f.GroupFactory(started_on=dt.date(2026, 2, 1))
    f.GroupMembershipFactory(group=group, member=f.MemberFactory(site=site), start=dt.date(2026, 3, 1))
    time_machine.shift(dt.timedelta(minutes=4))
    assert read() == ("4", 4)
    time_machine.shift(dt.timedelta(minutes=2))
    assert read() == ("5", 5)
