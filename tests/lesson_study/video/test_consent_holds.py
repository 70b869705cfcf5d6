"""Who gets a film: never without covering consent and a place on the list; what is taken back is gone at once."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge_network.kit import ranges
from knowledge_network.kit.errors import RefusedError
from knowledge_network.notifications.events.models import Notice
from knowledge_network.notifications.outbox.models import Delivery
from lesson_study.video.actions import clips, consents, talk
from lesson_study.video.actions.hiding import keep_films
from lesson_study.video.enums import Audience, Cover, FilmState, Missing, NoteKind, ReadinessItem
from lesson_study.video.models import Clip, FilmErasure, VideoSession
from lesson_study.video.rules import AdultConsent, FilmFacts, ParentsConsent, list_missing, may_be_served
from tests.lesson_study.video.filming import ALL, FILM, address
from tests.pages import Page

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
TODAY = dt.date(2027, 3, 2)
SETS = st.frozensets(st.sampled_from(ALL))
DAYS = st.sampled_from([TODAY - DAY, TODAY, TODAY + DAY])


def almost(good, **strategies):
    """`good` with one or two things otherwise, or none: by lot alone hardly anything would ever be served."""
    made = st.builds(type(good), **strategies)
    names = st.frozensets(st.sampled_from(sorted(strategies)), max_size=2)
    return st.builds(lambda other, chosen: replace(good, **{one: getattr(other, one) for one in chosen}), made, names)


PARENT = ParentsConsent(frozenset(ALL), TODAY, covers_all=True, is_withdrawn=False)
ADULT = AdultConsent(frozenset(ALL), has_agreed=True, is_withdrawn=False)
YES_OR_NO = st.booleans()
PARENTS = almost(
    PARENT, audiences=SETS, valid_until=DAYS, covers_all=YES_OR_NO, is_withdrawn=YES_OR_NO, only_covered=YES_OR_NO
)
ADULTS = almost(ADULT, audiences=SETS, has_agreed=YES_OR_NO, is_withdrawn=YES_OR_NO, only_covered=YES_OR_NO)
SERVED = FilmFacts(True, (PARENT,), (ADULT,), False, False, TODAY, frozenset(ALL), FilmState.READY)
ONE_TO_THREE = {"min_size": 1, "max_size": 3}
FACTS = (
    st.builds(lambda parents: replace(SERVED, parents=tuple(parents)), st.lists(PARENTS, **ONE_TO_THREE))
    | st.builds(lambda adults: replace(SERVED, adults=tuple(adults)), st.lists(ADULTS, **ONE_TO_THREE))
    | almost(
        SERVED,
        is_ready=st.booleans(),
        parents=st.lists(PARENTS, max_size=3).map(tuple),
        adults=st.lists(ADULTS, max_size=3).map(tuple),
        has_veto=st.booleans(),
        is_held=st.booleans(),
        ends_on=DAYS,
        shared_with=SETS,
        film=st.sampled_from(FilmState.values),
        cover=st.sampled_from(Cover.values),
    )
)


@settings(max_examples=400, deadline=None)
@given(facts=FACTS, audience=st.sampled_from([None, *ALL]))
def test_a_film_is_served_only_when_everything_says_yes(facts, audience):
    """The rule once more, in other words than those of the product."""
    parents = facts.parents and all(
        one.covers_all and not one.is_withdrawn and one.valid_until >= TODAY and audience in one.audiences
        for one in facts.parents
    )
    adults = facts.adults and all(
        one.has_agreed and not one.is_withdrawn and audience in one.audiences for one in facts.adults
    )
    wanted = (
        audience in facts.shared_with
        and facts.film == FilmState.READY
        and facts.is_ready
        and not (facts.has_veto or facts.is_held)
        and facts.ends_on >= TODAY
        and (facts.cover != "none" or not any(one.only_covered for one in (*facts.parents, *facts.adults)))
    )
    assert may_be_served(facts, audience, TODAY) == bool(parents and adults and wanted)


@pytest.mark.parametrize(
    ("who", "audience"),
    [("mate", Audience.TEAM), ("neighbour", Audience.SCHOOL), ("guest", Audience.PARTNERS)],
)
def test_a_film_goes_to_the_audience_that_it_was_opened_for_and_to_no_other(playground, who, audience):
    clip = playground.show([audience])
    people = ("mate", "neighbour", "guest", "lecturer", "stranger")
    assert [name for name in people if playground.sees(name, clip)] == [who]


def test_the_teacher_education_is_an_audience_of_its_own(playground):
    clip = playground.show([Audience.INSTITUTE])
    assert (playground.sees("lecturer", clip), playground.sees("guest", clip)) == (True, False)


def test_who_is_not_on_the_list_sees_nothing_whoever_they_are(playground):
    clip = playground.show()
    clip.session.viewers.filter(member=playground.mate).delete()
    assert not playground.sees("mate", clip)


def test_a_widening_without_consent_says_what_is_missing(playground):
    clip = playground.show([Audience.TEAM])
    consent = clip.session.consents.get()
    values = {name: getattr(consent, name) for name in ("class_name", "form_version", "pupils_in_view", "consents")}
    consents.change_consent(
        consent=consent, by=playground.checker, audiences=["team"], valid_until=consent.valid_until, **values
    )
    with pytest.raises(RefusedError, match=str(Missing.NARROW.label)):
        clips.share_clip(clip=clip, by=playground.owner, audiences=["team", "partners"])
    url = address(clip.session, "clip_share", clip.public_id)
    page = playground.client("owner").post(url, {"audiences": ["partners"], "ends_on": clip.ends_on.isoformat()})
    assert page.status_code == 422
    assert str(Missing.NARROW.label) in page.text
    assert Clip.objects.get(pk=clip.pk).audiences == ["team"]


def test_the_database_refuses_a_widening_too(playground):
    clip = playground.show([Audience.TEAM])
    clip.session.consents.update(audiences=["team"])
    with pytest.raises(IntegrityError), transaction.atomic():
        Clip.objects.filter(pk=clip.pk).update(audiences=["team", "institute"])


def test_the_database_opens_no_film_without_a_cover_for_who_wants_one(playground):
    clip = playground.show([Audience.TEAM])
    clip.session.consents.update(only_covered=True)
    assert Clip.objects.get(pk=clip.pk).audiences == []
    with pytest.raises(IntegrityError), transaction.atomic():
        Clip.objects.filter(pk=clip.pk).update(audiences=["team"])


@pytest.mark.parametrize("change", ["consent narrows", "pupil uncovered", "adult narrows", "adult added", "point gone"])
def test_the_database_closes_what_a_consent_does_not_cover_any_more(playground, change):
    clip = playground.show(["team", "partners"])
    session = clip.session
    if change == "consent narrows":
        session.consents.update(audiences=["team"])
    elif change == "pupil uncovered":
        session.consents.update(consents=2)
    elif change == "adult narrows":
        session.adults.update(audiences=["team"])
    elif change == "adult added":
        session.adults.create(member=playground.mate)
    else:
        session.checks.filter(item=ReadinessItem.LAW).delete()
    left = ["team"] if "narrows" in change else []
    assert Clip.objects.get(pk=clip.pk).audiences == left
    assert not playground.sees("guest", clip)


def _take_back(playground, clip, how):
    session = clip.session
    if how == "veto":
        clips.veto_clip(clip=clip, by=playground.owner)
    elif how == "adult":
        consents.withdraw_as_adult(session=session, by=playground.owner)
    elif how == "class":
        consents.withdraw_consent(consent=session.consents.get(), by=playground.checker)
    else:
        consents.withdraw_pupil(consent=session.consents.get(), by=playground.checker)


@pytest.mark.parametrize("how", ["veto", "adult", "class", "pupil"])
def test_what_is_taken_back_is_out_of_sight_at_once_and_old_addresses_are_dead(
    playground, django_capture_on_commit_callbacks, how
):
    clip = playground.show()
    client = playground.client("mate")
    old_address, old_name = playground.open(client, clip), clip.content
    assert old_address is not None
    with django_capture_on_commit_callbacks(execute=True):
        _take_back(playground, clip, how)
    assert client.get(old_address).status_code == 404
    assert client.get(address(clip.session, "film", clip.public_id)).status_code == 404
    clip.refresh_from_db()
    assert not default_storage.exists(old_name)
    assert default_storage.exists(clip.content)
    assert Notice.objects.filter(kind="lesson_study.video_hidden", member=playground.mate).exists()


@pytest.mark.clock
@pytest.mark.parametrize("how", ["veto", "adult", "class", "pupil"])
def test_what_was_taken_back_is_erased_within_three_days_with_proof(
    playground, django_capture_on_commit_callbacks, how
):
    clip = playground.show()
    talk.write_note(session=clip.session, by=playground.mate, kind=NoteKind.KEEP, text="Blijft", clip=clip, second=3)
    with django_capture_on_commit_callbacks(execute=True):
        _take_back(playground, clip, how)
    row = FilmErasure.objects.get()
    names, now = list(row.names), timezone.now()
    keep_films(now + dt.timedelta(hours=47))
    assert all(default_storage.exists(name) for name in names)
    # The job runs each hour.
    keep_films(now + dt.timedelta(hours=49))
    row.refresh_from_db()
    clip.refresh_from_db()
    assert row.erased_at - row.hidden_at < dt.timedelta(hours=72)
    assert (row.names, row.files, row.bytes > 0) == ([], 2, True)
    assert not any(default_storage.exists(name) for name in names)
    assert (clip.film, clip.content) == (FilmState.ERASED, "")
    note = clip.notes.get()
    assert (note.text, note.second) == ("Blijft", None)


def test_a_veto_can_be_lifted_in_time_and_nobody_is_let_in_by_itself(playground, django_capture_on_commit_callbacks):
    clip = playground.show()
    with django_capture_on_commit_callbacks(execute=True):
        clips.veto_clip(clip=clip, by=playground.owner)
        clips.lift_veto(clip=clip, by=playground.owner)
    clip.refresh_from_db()
    assert not FilmErasure.objects.exists()
    assert default_storage.exists(clip.content)
    assert not playground.sees("mate", clip)
    clips.share_clip(clip=clip, by=playground.owner, audiences=["team"])
    clip.refresh_from_db()
    assert playground.sees("mate", clip)


def test_a_pupil_is_looked_for_by_two_people_and_only_they_see_the_film(playground, django_capture_on_commit_callbacks):
    clip = playground.show()
    with django_capture_on_commit_callbacks(execute=True):
        _take_back(playground, clip, "pupil")
    told = Notice.objects.filter(kind="lesson_study.video_to_clear").values_list("member", flat=True)
    assert set(told) == {playground.owner.pk, playground.checker.pk}
    clip.refresh_from_db()
    assert [name for name in ("owner", "checker", "mate") if playground.sees(name, clip)] == ["owner", "checker"]
    with django_capture_on_commit_callbacks(execute=True):
        consents.clear_clip(clip=clip, by=playground.owner)
    with pytest.raises(RefusedError):
        clips.share_clip(clip=clip, by=playground.owner, audiences=["team"])
    with django_capture_on_commit_callbacks(execute=True):
        consents.clear_clip(clip=clip, by=playground.checker)
    clips.share_clip(clip=clip, by=playground.owner, audiences=["team"])
    clip.refresh_from_db()
    assert playground.sees("mate", clip)


def test_a_colleague_in_view_is_asked_first_and_may_say_no(playground, django_capture_on_commit_callbacks):
    clip = playground.show()
    consents.ask_adult(session=clip.session, by=playground.owner, member=playground.mate)
    assert not playground.sees("guest", clip)
    # To decide they look themselves.
    assert playground.sees("mate", clip)
    consents.agree_as_adult(session=clip.session, by=playground.mate, audiences=["team"])
    with pytest.raises(RefusedError):
        clips.share_clip(clip=clip, by=playground.owner, audiences=["partners"])
    clips.share_clip(clip=clip, by=playground.owner, audiences=["team"])
    with django_capture_on_commit_callbacks(execute=True):
        playground.client("mate").post(address(clip.session, "clip_veto", clip.public_id))
    assert not any(playground.sees(name, clip) for name in ("owner", "mate", "checker"))


def send_as_shown(client, url, **changes):
    """The form of a page as a browser sends it, with other choices in it."""
    form = next(one for one in Page(client.get(url).text).all("main form") if one.all("[name=audiences]"))
    data = {}
    for one in form.all("input[name]"):
        is_choice = one["type"] in {"checkbox", "radio"} if "type" in one.attributes else False
        if not is_choice or "checked" in one.attributes:
            data.setdefault(one["name"], []).append(one["value"] if "value" in one.attributes else "")
    return client.post(url, data | changes)


def test_who_was_filmed_says_something_else_on_the_same_pages(playground):
    """Agreeing again and opening again, as a browser sends what those pages show."""
    clip = playground.show()
    session, owner = clip.session, playground.client("owner")
    for audiences in (["team"], ["team", "school"], ["school"]):
        assert send_as_shown(owner, address(session, "agree"), audiences=audiences).status_code == 302
        assert sorted(session.adults.get(member=playground.owner).audiences) == sorted(audiences)
    assert send_as_shown(owner, address(session, "agree"), audiences=ALL).status_code == 302
    for audiences in (["team"], ["team", "school"]):
        assert (
            send_as_shown(owner, address(session, "clip_share", clip.public_id), audiences=audiences).status_code == 302
        )
        clip.refresh_from_db()
        assert sorted(clip.audiences) == sorted(audiences)


@pytest.mark.clock
@pytest.mark.parametrize("days", [199, 201])
def test_a_consent_ends_on_its_day(playground, days):
    clip = playground.show()
    clips.extend_clip(clip=clip, by=playground.owner, ends_on=clips.tell_longest_term(clip.session))
    clips.share_clip(clip=clip, by=playground.owner, audiences=ALL)
    client = playground.client("mate")
    with time_machine.travel(timezone.now() + days * DAY, tick=False):
        client = playground.client("mate")
        assert (playground.open(client, clip) is not None) == (days < 200)


@pytest.mark.clock
def test_an_address_is_good_for_a_quarter_of_an_hour(playground):
    clip = playground.show()
    client = playground.client("mate")
    url = playground.open(client, clip)
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=16), tick=False):
        assert client.get(url).status_code == 404
        assert playground.open(client, clip) is not None


def test_an_address_opens_for_nobody_else(playground):
    clip = playground.show()
    url = playground.open(playground.client("mate"), clip)
    assert playground.client("guest").get(url).status_code == 404
    assert playground.client("stranger").get(url).status_code == 404


def test_who_was_filmed_reads_who_looked_and_others_do_not(playground):
    clip = playground.show()
    playground.sees("mate", clip)
    playground.sees("mate", clip)
    page = playground.client("owner").get(address(clip.session, "looks"))
    assert page.text.count(playground.mate.get_full_name()) == 1
    assert playground.client("mate").get(address(clip.session, "looks")).status_code == 403


def test_a_player_jumps(playground):
    clip = playground.show()
    client = playground.client("mate")
    url = playground.open(client, clip)
    part = client.get(url, headers={"Range": "bytes=4-7"})
    assert (part.status_code, b"".join(part.streaming_content)) == (206, b"ftyp")
    assert part["Content-Range"].startswith("bytes 4-7/")
    assert client.get(url, headers={"Range": "bytes=9999-"}).status_code == 416
    assert part["Cache-Control"] == "private, no-store"


def test_a_player_that_asks_for_all_gets_a_part_and_asks_on(playground, monkeypatch):
    """What has begun goes out whole: what is hidden meanwhile must end with that part."""
    monkeypatch.setattr(ranges, "MOST", 8)
    clip = playground.show()
    client = playground.client("mate")
    url, got = playground.open(client, clip), b""
    while len(got) < len(FILM):
        part = client.get(url, headers={"Range": f"bytes={len(got)}-"})
        body = b"".join(part.streaming_content)
        assert part["Content-Range"] == f"bytes {len(got)}-{len(got) + len(body) - 1}/{len(FILM)}"
        assert 0 < len(body) <= 8
        got += body
    assert got == FILM


def test_who_asks_for_all_at_once_gets_no_more_after_it_was_taken_back(playground, monkeypatch):
    """Begun before, read slowly: an answer without ranges breaks off at the next part."""
    monkeypatch.setattr(ranges, "MOST", 8)
    clip = playground.show()
    client = playground.client("mate")
    whole = client.get(playground.open(client, clip))
    body = iter(whole.streaming_content)
    got = next(body) + next(body)
    clips.veto_clip(clip=clip, by=playground.owner)
    assert (got, b"".join(body)) == (FILM[:16], b"")
    assert len(FILM) > 16


def test_no_mail_and_no_notice_holds_what_was_said_or_seen(playground, django_capture_on_commit_callbacks):
    """Fragments, captions, notes and what is told of the moment are read on the page, by who may."""
    with django_capture_on_commit_callbacks(execute=True):
        clip = playground.show()
        type(clip).objects.filter(pk=clip.pk).update(
            title="kanarie-fragment", description="kanarie-verteld", captions="kanarie-ondertitel"
        )
        VideoSession.objects.filter(pk=clip.session_id).update(focus="kanarie-waarom")
        session = VideoSession.objects.get()
        talk.write_note(session=session, by=playground.mate, kind=NoteKind.STRENGTH, text="kanarie-notitie", clip=clip)
        clip.refresh_from_db()
        clips.veto_clip(clip=clip, by=playground.owner)
    sent = str(list(Delivery.objects.values())) + str(list(Notice.objects.values()))
    assert Notice.objects.filter(kind__startswith="lesson_study.").exists()
    assert "kanarie" not in sent


def test_the_rule_knows_no_public(playground):
    assert "public" not in Audience.values
    facts = list_missing(
        FilmFacts(True, (), (), False, False, TODAY, frozenset(), FilmState.READY), Audience.TEAM, TODAY
    )
    assert Missing.NO_CONSENT in facts
