"""OAI-PMH 2.0: what a harvester may ask, and the tokens with which it goes on where it was. Without XML."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core import signing

from knowledge_network.exchange.catalogue.enums import RecordFormat, Trouble, Verb
from knowledge_network.exchange.catalogue.models import CatalogueRecord, CatalogueRecordQuerySet
from knowledge_network.exchange.catalogue.queries import Span, find_after, find_records
from knowledge_network.members.organisations.enums import Sector

PER_ANSWER = 100
SALT = "exchange.catalogue.harvest"
TOKEN_LASTS = dt.timedelta(days=1)

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_SECOND = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")
_LISTING = frozenset({"metadataPrefix", "from", "until", "set", "resumptionToken"})
ALLOWED: dict[str, frozenset[str]] = {
    Verb.IDENTIFY: frozenset(),
    Verb.LIST_FORMATS: frozenset({"identifier"}),
    Verb.LIST_SETS: frozenset({"resumptionToken"}),
    Verb.LIST_IDENTIFIERS: _LISTING,
    Verb.LIST_RECORDS: _LISTING,
    Verb.GET_RECORD: frozenset({"identifier", "metadataPrefix"}),
}
SETS = {f"sector:{code}": label for code, label in Sector.choices}


class HarvestError(Exception):
    """What is wrong with a question, in the words of the protocol."""

    def __init__(self, trouble: Trouble, words: str) -> None:
        super().__init__(words)
        self.trouble = trouble
        self.words = words


@dataclass(frozen=True)
class Asked:
    """A question that was understood."""

    verb: Verb
    arguments: Mapping[str, str]


def read_question(sent: Mapping[str, Sequence[str]]) -> Asked:
    """The question, or a HarvestError. `sent` has every value of each argument."""
    verbs = sent.get("verb", ())
    if len(verbs) != 1 or verbs[0] not in Verb.values:
        raise HarvestError(Trouble.BAD_VERB, "The argument verb is missing, repeated or none of the six.")
    verb = Verb(verbs[0])
    arguments = {name: values for name, values in sent.items() if name != "verb"}
    if unknown := sorted(set(arguments) - ALLOWED[verb]):
        raise HarvestError(Trouble.BAD_ARGUMENT, f"{verb.value} takes no argument {unknown[0]}.")
    if any(len(values) != 1 or not values[0] for values in arguments.values()):
        raise HarvestError(Trouble.BAD_ARGUMENT, "An argument is empty or repeated.")
    single = {name: values[0] for name, values in arguments.items()}
    if "resumptionToken" in single and len(single) > 1:
        raise HarvestError(Trouble.BAD_ARGUMENT, "With a resumptionToken there are no other arguments.")
    _check_required(verb, single)
    return Asked(verb, single)


def _check_required(verb: Verb, arguments: Mapping[str, str]) -> None:
    required: tuple[str, ...] = ()
    if verb == Verb.GET_RECORD:
        required = ("identifier", "metadataPrefix")
    elif verb in {Verb.LIST_IDENTIFIERS, Verb.LIST_RECORDS} and "resumptionToken" not in arguments:
        required = ("metadataPrefix",)
    for name in required:
        if name not in arguments:
            raise HarvestError(Trouble.BAD_ARGUMENT, f"The argument {name} is missing.")


def read_format(prefix: str) -> RecordFormat:
    if prefix not in RecordFormat.values:
        raise HarvestError(Trouble.NO_FORMAT, "This catalogue gives oai_dc and lom.")
    return RecordFormat(prefix)


def read_moment(text: str, *, is_end: bool = False) -> dt.datetime:
    """A day or a second in UTC; a day as an end is its last second."""
    try:
        if _SECOND.fullmatch(text):
            return dt.datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=dt.UTC)
        if _DAY.fullmatch(text):
            time = dt.time(23, 59, 59) if is_end else dt.time()
            return dt.datetime.combine(dt.date.fromisoformat(text), time, dt.UTC)
    except ValueError:
        pass
    raise HarvestError(Trouble.BAD_ARGUMENT, "from and until are days (2026-11-29) or seconds (2026-11-29T12:00:00Z).")


def read_span(arguments: Mapping[str, str]) -> Span:
    since, until, of_set = arguments.get("from", ""), arguments.get("until", ""), arguments.get("set", "")
    if since and until and len(since) != len(until):
        raise HarvestError(Trouble.BAD_ARGUMENT, "from and until are both days or both seconds.")
    start = read_moment(since) if since else None
    end = read_moment(until, is_end=True) if until else None
    if start and end and start > end:
        raise HarvestError(Trouble.BAD_ARGUMENT, "from is later than until.")
    if of_set and of_set not in SETS:
        raise HarvestError(Trouble.NO_RECORDS, "There is no such set.")
    return Span(start, end, of_set)


@dataclass(frozen=True)
class Batch:
    """One answer of a list: its records, and where the next one begins."""

    format: RecordFormat
    records: list[CatalogueRecord]
    token: str
    cursor: int
    size: int
    is_last_of_many: bool


def read_batch(arguments: Mapping[str, str]) -> Batch:
    """The records that are asked for, after those that were given; the order is that of their change."""
    token = arguments.get("resumptionToken", "")
    if token:
        wanted, span, place, cursor, size = _read_token(token)
        rows = find_after(find_records(span), *place)
    else:
        wanted, span = read_format(arguments["metadataPrefix"]), read_span(arguments)
        rows = find_records(span)
        cursor, size = 0, rows.count()
        if not size:
            raise HarvestError(Trouble.NO_RECORDS, "Nothing fits this question.")
    records = _fetch(rows)
    more = len(records) > PER_ANSWER
    records = records[:PER_ANSWER]
    following = _write_token(wanted, span, records[-1], cursor + len(records), size) if more else ""
    return Batch(wanted, records, following, cursor, max(size, cursor + len(records)), bool(token) and not more)


def _fetch(rows: CatalogueRecordQuerySet) -> list[CatalogueRecord]:
    return list(rows[: PER_ANSWER + 1])


def _write_token(wanted: RecordFormat, span: Span, last: CatalogueRecord, cursor: int, size: int) -> str:
    told = {
        "p": wanted.value,
        "f": span.since.isoformat() if span.since else "",
        "u": span.until.isoformat() if span.until else "",
        "s": span.of_set,
        "d": last.datestamp.isoformat(),
        "k": last.pk,
        "c": cursor,
        "n": size,
    }
    return signing.dumps(told, salt=SALT, compress=True)


def _read_token(token: str) -> tuple[RecordFormat, Span, tuple[dt.datetime, int], int, int]:
    try:
        told = signing.loads(token, salt=SALT, max_age=TOKEN_LASTS)
    except signing.BadSignature:
        raise HarvestError(Trouble.BAD_RESUMPTION, "This token is not ours, or it is older than a day.") from None
    moments = [dt.datetime.fromisoformat(told[key]) if told[key] else None for key in ("f", "u")]
    place = dt.datetime.fromisoformat(told["d"]), int(told["k"])
    return RecordFormat(told["p"]), Span(moments[0], moments[1], told["s"]), place, int(told["c"]), int(told["n"])
