"""Looking together: who was filmed decides, who is on the list looks along, and nobody else sees that it is there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from lesson_study.video.actions import clips, consents, sessions, talk
from lesson_study.video.enums import Audience, FilmState, NoteKind, ReadinessItem, SessionState
from lesson_study.video.links import FILM, sign_file
from lesson_study.video.models import Clip, Recording, SessionInsight, SessionNote, VideoSession
from lesson_study.video.models.film import make_file_name
from tests.access.table import FORBIDDEN, HIDDEN, Row, members_only, only, shown_again
from tests.quality.canaries import INSIDE, token

# The member was filmed, the lead looks along.
CIRCLE = only("group_member", "group_lead", otherwise=HIDDEN)
OWNS = CIRCLE | {"group_lead": FORBIDDEN}
IN_GROUP = only("group_member", "group_lead")
ALL = Audience.values
DAY = dt.timedelta(days=1)

# What constraints want, for the rows of every model that export and erasure are tried with.
CHOSEN: dict[tuple[str, str], Any] = {
    ("lesson_study.videosession", "state"): SessionState.IDEA,
    ("lesson_study.videosession", "current"): None,
    ("lesson_study.videosession", "round_started_at"): None,
    ("lesson_study.videosession", "erased_at"): None,
    ("lesson_study.videosession", "school_link"): "",
    ("lesson_study.consentrecord", "pupils_in_view"): 2,
    ("lesson_study.consentrecord", "consents"): 2,
    ("lesson_study.consentrecord", "audiences"): ["team"],
    ("lesson_study.consentrecord", "valid_until"): dt.date(2099, 1, 1),
    ("lesson_study.filmedadult", "audiences"): ["team"],
    ("lesson_study.clip", "position"): 1,
    ("lesson_study.clip", "audiences"): [],
    ("lesson_study.clip", "starts"): None,
    ("lesson_study.clip", "ends"): None,
    ("lesson_study.clip", "film"): FilmState.WORDS,
    ("lesson_study.clip", "content"): "",
    ("lesson_study.clip", "poster"): "",
    ("lesson_study.recording", "size"): 10,
    ("lesson_study.recording", "received"): 10,
    ("lesson_study.filmerasure", "names"): [],
    ("lesson_study.sessionnote", "second"): None,
    ("lesson_study.sessioninsight", "kind"): NoteKind.KEEP,
}


def _begin(world: Any, title: str, until: str) -> VideoSession:
    member, lead = world.people["group_member"], world.people["group_lead"]
    session = sessions.start_session(
        group=world.group, by=member, organisation=member.primary_appointment.organisation, title=title
    )
    sessions.check_items(session=session, by=member, items=ReadinessItem.values)
    sessions.choose_people(session=session, by=member, viewers=[lead], checker=None, leader=None, tells=False)
    if until == SessionState.AGREED:
        return session
    sessions.note_filming(session=session, by=member, filmed_on=timezone.localdate())
    for number in (1, 2):
        clips.add_clip(session=session, by=member, title=f"Moment {number}", description="Een hand gaat op.")
    if until != SessionState.FILMED:
        sessions.close_choice(session=session, by=member)
    if until == SessionState.MEETING:
        sessions.begin_talk(session=session, by=member)
    session.refresh_from_db()
    return session


def _film(world: Any, session: VideoSession) -> Clip:
    """A fragment with a film that the lead may see."""
    member = world.people["group_member"]
    consents.note_consent(
        session=session, by=member, class_name="groep 5", form_version="beeld-2", pupils_in_view=2, consents=2,
        audiences=ALL, valid_until=timezone.localdate() + 100 * DAY,
    )  # fmt: skip
    consents.agree_as_adult(session=session, by=member, audiences=ALL)
    clip = session.clips.get(position=1)
    name = default_storage.save(make_file_name("mp4"), ContentFile(b"a film"))
    Clip.objects.filter(pk=clip.pk).update(film=FilmState.READY, content=name, made=1, seconds=9)
    clips.share_clip(clip=clip, by=member, audiences=ALL)
    return Clip.objects.get(pk=clip.pk)


def objects_of(world: Any) -> dict[str, Any]:
    member, lead = world.people["group_member"], world.people["group_lead"]
    talked, filmed = _begin(world, "De start", SessionState.MEETING), _begin(world, "Het plein", SessionState.CHOSEN)
    agreed, chosen = _begin(world, "De gang", SessionState.AGREED), _begin(world, "De kring", SessionState.FILMED)
    clip = _film(world, filmed)
    vetoed = filmed.clips.get(position=2)
    Recording.objects.create(session=filmed, key="f" * 32, size=10, content=make_file_name("film"))
    note = talk.write_note(session=talked, by=member, kind=NoteKind.STRENGTH, text="Zij telt.")
    insight = talk.write_insight(session=talked, by=lead, kind=NoteKind.KEEP, text="De bel is een lied.")
    closed = _begin(world, "Na de bel", SessionState.MEETING)
    sessions.close_talk(session=closed, by=member)
    clips.veto_clip(clip=vetoed, by=member)
    return {
        "talked_video": talked,
        "filmed_video": filmed,
        "agreed_video": agreed,
        "chosen_video": chosen,
        "closed_video": closed,
        "closed_insight": talk.write_insight(session=closed, by=member, kind=NoteKind.KEEP, text="Eerst kijken."),
        "video_clip": clip,
        "vetoed_clip": vetoed,
        "chosen_clip": chosen.clips.get(position=1),
        "video_consent": filmed.consents.get(),
        "video_note": note,
        "video_insight": insight,
    }


def plant(world: Any) -> None:
    """The circle reads everything of a session; the group reads what stays of one that is closed."""
    VideoSession.objects.filter(pk=world.filmed_video.pk).update(title=token("film-moment", INSIDE))
    VideoSession.objects.filter(pk=world.filmed_video.pk).update(
        focus=token("film-vraag", INSIDE),
        school_link=f"https://school.example/{token('film-adres', frozenset({'group_member'}))}",
    )
    Clip.objects.filter(pk=world.video_clip.pk).update(
        title=token("film-fragment", INSIDE),
        description=token("film-beschrijving", INSIDE),
        why_chosen=token("film-waarom", INSIDE),
        captions=f"0:01 0:02 {token('film-ondertitel', INSIDE)}",
    )
    SessionNote.objects.filter(pk=world.video_note.pk).update(text=token("film-notitie", INSIDE))
    SessionInsight.objects.filter(pk=world.video_insight.pk).update(text=token("film-inzicht", INSIDE))
    SessionInsight.objects.filter(pk=world.closed_insight.pk).update(text=token("film-blijft", INSIDE))


def of(name: str) -> Callable[[Any], dict[str, Any]]:
    return lambda world: {"public_id": getattr(world, name).public_id}


def part(name: str) -> Callable[[Any], dict[str, Any]]:
    def find(world: Any) -> dict[str, Any]:
        row = getattr(world, name)
        return {"public_id": row.session.public_id, "key": row.public_id}

    return find


def sends(**data: Any) -> Callable[[Any], dict[str, Any]]:
    return lambda world: dict(data)


def page(name: str, outcomes: dict[str, str], where: Any = None, data: Any = None, note: str = "") -> Row:
    return Row(f"lesson_study:video_{name}", outcomes, kwargs=where or sends(), data=data or sends(), note=note)


def deed(name: str, outcomes: dict[str, str], where: Any, data: Any = None, note: str = "") -> Row:
    return Row(f"lesson_study:video_{name}", outcomes, "post", kwargs=where, data=data or sends(), note=note)


def a_start(world: Any) -> dict[str, Any]:
    organisation = world.people["group_member"].primary_appointment.organisation
    return {"group": world.group.slug, "title": "De gang", "focus": "", "organisation": organisation.slug}


def a_consent(world: Any) -> dict[str, Any]:
    until = (timezone.localdate() + 90 * DAY).isoformat()
    return {
        "class_name": "groep 6", "form_version": "beeld-2", "pupils_in_view": "4", "consents": "4",
        "audiences": ["team"], "valid_until": until,
    }  # fmt: skip


def a_share(world: Any) -> dict[str, Any]:
    return {"audiences": ["team"], "ends_on": world.video_clip.ends_on.isoformat()}


def a_file(world: Any) -> dict[str, Any]:
    """Signed for who was filmed: it opens for nobody else."""
    clip, member = world.video_clip, world.people["group_member"]
    url = sign_file(clip.session, member, FILM, clip.public_id, clip.content)
    return {"public_id": clip.session.public_id, "token": url.rstrip("/").rpartition("/")[2]}


TALKED, FILMED, AGREED, FRAGMENTS = of("talked_video"), of("filmed_video"), of("agreed_video"), of("chosen_video")
CLIP, WORDS = part("video_clip"), part("chosen_clip")

ROWS = [
    page("list", members_only()),
    page("about", members_only()),
    page("papers", members_only()),
    page("start", members_only()),
    page("start", IN_GROUP, data=lambda w: {"groep": w.group.slug}, note="of a group"),
    deed("start", IN_GROUP, lambda w: {}, a_start),
    page("group", IN_GROUP, lambda w: {"slug": w.group.slug}),
    page("detail", CIRCLE, FILMED),
    page("detail", CIRCLE, of("closed_video"), note="closed"),
    page("change", OWNS, FILMED),
    deed("change", OWNS, FILMED, sends(title="Het plein", focus="Wat maakt het rustig?")),
    deed("check", OWNS, AGREED, sends(items=["support"])),
    page("people", OWNS, FILMED),
    deed("people", OWNS, FILMED, sends(viewers=[])),
    page("filmed", OWNS, AGREED),
    deed("filmed", OWNS, AGREED, lambda w: {"filmed_on": timezone.localdate().isoformat()}),
    deed("choice_close", OWNS, FRAGMENTS),
    page("looks", OWNS, FILMED),
    page("erase", OWNS, FILMED),
    deed("erase", OWNS, FILMED),
    page("consent_add", OWNS, FILMED),
    deed("consent_add", OWNS, FILMED, a_consent),
    page("consent_change", OWNS, part("video_consent")),
    deed("consent_change", OWNS, part("video_consent"), a_consent),
    page("consent_withdraw", OWNS, part("video_consent")),
    deed("consent_withdraw", OWNS, part("video_consent"), sends(whose="klas")),
    deed("adult_ask", OWNS, FILMED, lambda w: {"member": w.people["group_lead"].public_id}),
    page("agree", OWNS, FILMED),
    deed("agree", OWNS, FILMED, sends(audiences=["team"])),
    deed("agree_withdraw", OWNS, FILMED),
    page("clip_add", OWNS, FRAGMENTS),
    deed("clip_add", OWNS, FRAGMENTS, sends(title="De jas", description="Twee kinderen helpen.", why_chosen="")),
    page("clip_change", OWNS, WORDS),
    deed("clip_change", OWNS, WORDS, sends(title="De jas", description="Twee kinderen helpen.", why_chosen="")),
    page("clip_remove", OWNS, WORDS),
    deed("clip_remove", OWNS, WORDS),
    page("clip_share", OWNS, CLIP),
    deed("clip_share", OWNS, CLIP, a_share),
    deed("clip_approve", OWNS, CLIP),
    deed("clip_clear", OWNS, CLIP),
    deed("clip_veto", OWNS, CLIP),
    deed("clip_veto_lift", OWNS, part("vetoed_clip")),
    page("film_make", OWNS, CLIP),
    deed("film_make", shown_again(OWNS), CLIP, sends(starts="0:01", ends="0:05", cover="none")),
    page("film", CIRCLE, CLIP),
    page("captions", CIRCLE, CLIP),
    page("file", only("group_member", otherwise=HIDDEN), a_file),
    page("upload", OWNS, FILMED),
    deed("upload", shown_again(OWNS), FILMED, sends(size="0", name="film.mp4")),
    deed("upload_part", shown_again(OWNS), FILMED, sends(offset="0", key="x")),
    deed("recording_remove", OWNS, FILMED),
    page("watch", CIRCLE, TALKED),
    page("watch", CIRCLE, FILMED, note="with a film"),
    page("live", CIRCLE, TALKED),
    deed("talk_begin", CIRCLE, FILMED),
    deed("talk_on", CIRCLE, TALKED, sends(step=1)),
    deed("talk_back", CIRCLE, TALKED, sends(step=1)),
    deed("talk_close", CIRCLE, TALKED),
    deed("note_add", CIRCLE, TALKED, sends(kind="strength", text="Zij wacht.")),
    deed("note_remove", CIRCLE, part("video_note")),
    deed("insight_add", CIRCLE, TALKED, sends(kind="keep", insight="Eerst kijken, dan roepen.")),
    deed("insight_remove", CIRCLE, part("video_insight")),
    deed("insight_school", CIRCLE, part("video_insight")),
    deed("insight_action", CIRCLE, part("video_insight")),
    deed("insight_product", CIRCLE, part("video_insight")),
    deed("insight_goal", CIRCLE, part("video_insight")),
]

# Who is sent on without a deed: there was nothing to do, or it is not theirs and the page says so.
LEADS_ON: dict[tuple[str, str, str], tuple[str, ...]] = {
    ("post", "lesson_study:video_note_remove", ""): ("group_lead",),
    # On to the signed address of the file.
    ("get", "lesson_study:video_film", ""): ("group_member", "group_lead"),
}

__all__ = ["CHOSEN", "LEADS_ON", "ROWS", "objects_of", "plant"]
