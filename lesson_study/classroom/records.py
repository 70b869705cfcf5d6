"""What a device sends: a batch of sealed records, and what one holds once it is opened. Nothing of it is trusted."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from dataclasses import dataclass, field

from lesson_study.classroom.enums import Match, RecordKind
from lesson_study.plan.enums import PupilCode

MOST_RECORDS = 100
MOST_BYTES = 2_000_000
LONGEST_SEALED = 40_000  # characters: four answers of a thousand each, in the longest letters there are
LONGEST_TEXT = 2000
LONGEST_ANSWER = 1000
HIGHEST_REVISION = 100_000
QUESTIONS = ("liked", "learned", "helped", "would_change")


class BadRecordError(ValueError):
    """Not what a device of ours makes."""


@dataclass(frozen=True)
class Envelope:
    """One sealed record: which note, the number of its text, and the format in which it was sealed."""

    uuid: uuid.UUID
    revision: int
    format: int
    sealed: str


@dataclass(frozen=True)
class Batch:
    """`clock`: what time it is on the device."""

    capability: str
    envelopes: list[Envelope]
    clock: dt.datetime | None = None


@dataclass(frozen=True)
class Record:
    """An opened record. `pupil` empty: the whole class; `row`: the key of a row of the plan.

    `changed_at`: when its text was last changed, or when it was taken back.
    """

    kind: RecordKind
    noted_at: dt.datetime | None = None
    changed_at: dt.datetime | None = None
    row: uuid.UUID | None = None
    pupil: str = ""
    match: str = ""
    text: str = ""
    is_quote: bool = False
    is_critical: bool = False
    answers: dict[str, str] = field(default_factory=dict)


def read_batch(body: bytes) -> Batch:
    """Raises `BadRecordError`."""
    data = _object(body)
    records, capability = data.get("records"), data.get("capability")
    if not isinstance(records, list) or not isinstance(capability, str) or len(records) > MOST_RECORDS:
        raise BadRecordError
    return Batch(capability[:1000], [_envelope(record) for record in records], _moment_or_none(data.get("clock")))


def _envelope(data: object) -> Envelope:
    if not isinstance(data, dict):
        raise BadRecordError
    sealed = data.get("sealed")
    if not isinstance(sealed, str) or len(sealed) > LONGEST_SEALED:
        # Of nobody's making: it is refused by itself; the rest of the batch is taken.
        sealed = ""
    return Envelope(
        uuid=_uuid(data.get("uuid")),
        revision=_number(data.get("revision"), most=HIGHEST_REVISION),
        format=_number(data.get("format"), most=HIGHEST_REVISION),
        sealed=sealed,
    )


def read_record(text: bytes) -> Record:
    """Raises `BadRecordError`."""
    data = _object(text)
    try:
        kind = RecordKind(str(data.get("kind")))
    except ValueError as error:
        raise BadRecordError from error
    changed_at = _moment_or_none(data.get("changed_at"))
    if kind == RecordKind.WITHDRAWN:
        return Record(kind, changed_at=changed_at)
    pupil = data.get("pupil") or ""
    match = data.get("match") or ""
    if pupil not in ("", *PupilCode.values) or match not in ("", *Match.values):
        raise BadRecordError
    if kind == RecordKind.INTERVIEW:
        answers = {name: _text(data.get(name), LONGEST_ANSWER) for name in QUESTIONS}
        if not pupil or not any(answers.values()):
            raise BadRecordError
        return Record(kind, noted_at=_moment(data.get("noted_at")), pupil=pupil, answers=answers)
    written = _text(data.get("text"), LONGEST_TEXT)
    if not match and not written:
        raise BadRecordError
    return Record(
        kind,
        noted_at=_moment(data.get("noted_at")),
        changed_at=changed_at,
        row=_uuid(data["row"]) if data.get("row") else None,
        pupil=pupil,
        match=match,
        text=written,
        is_quote=data.get("quote") is True,
        is_critical=data.get("critical") is True,
    )


def _object(text: bytes) -> dict[str, object]:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadRecordError from error
    if not isinstance(data, dict):
        raise BadRecordError
    return data


def _uuid(value: object) -> uuid.UUID:
    try:
        return uuid.UUID(value if isinstance(value, str) else "")
    except ValueError as error:
        raise BadRecordError from error


def _number(value: object, *, most: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= most:
        raise BadRecordError
    return value


def _text(value: object, longest: int) -> str:
    """What PostgreSQL stores: without NUL and halves of letters. Too long a text is cut, never refused."""
    if value is None:
        return ""
    if not isinstance(value, str):
        raise BadRecordError
    return value.replace("\x00", "").encode("utf-8", "replace").decode().strip()[:longest]


def _moment_or_none(value: object) -> dt.datetime | None:
    try:
        return _moment(value)
    except BadRecordError:
        return None


def _moment(value: object) -> dt.datetime:
    try:
        moment = dt.datetime.fromisoformat(value if isinstance(value, str) else "")
        return moment.astimezone(dt.UTC)
    except (ValueError, OverflowError) as error:
        raise BadRecordError from error
