"""Traces (OpenTelemetry), off by default: where the time of a request went, and nothing of who asked what.

What the libraries note down holds addresses with their signed parts, query strings and literals of SQL. So nothing of
it is passed on but what stands in KEPT, in a copy that is made as a span ends; `tests/infra/test_traces.py` looks for
the rest in every span. An attribute of a newer version is left out until somebody puts it there.
"""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Callable, Mapping

from django.conf import settings
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.instrumentation.celery import CeleryInstrumentor
from opentelemetry.instrumentation.django import DjangoInstrumentor
from opentelemetry.instrumentation.psycopg import PsycopgInstrumentor
from opentelemetry.propagate import set_global_textmap
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import ReadableSpan, Span, SpanProcessor, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter
from opentelemetry.sdk.trace.sampling import TraceIdRatioBased
from opentelemetry.trace import SpanContext, SpanKind, Status
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator
from opentelemetry.util.types import AttributeValue

SERVICE = "knowledge-network"
STATEMENTS = {"db.statement", "db.query.text"}
ROUTES = {"http.route"}
METHODS = {"http.method", "http.request.method"}
# A number, a word of ours, the pattern of an address (not the address), the name of a task.
KEPT = (
    STATEMENTS
    | ROUTES
    | METHODS
    | {
        "http.status_code", "http.response.status_code", "db.system", "db.system.name", "celery.action",
        "celery.state", "celery.task_name", "celery.retries", "messaging.operation",
    }
)  # fmt: skip
QUIET = ("healthz", "readyz", "static/")
LONGEST = 2000
KNOWN_METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
# Comments, texts in every manner of writing them, quoted names that are no plain ones, and numbers.
LITERALS = re.compile(
    r"""/\*.*?\*/ | --[^\n]* | \$(\w*)\$.*?\$\1\$ | [EeBbXxNn]?&?'(?:[^'\\]|\\.|'')*' | "[^"\w]*[^"]*[^"\w. ][^"]*" """
    r"""| \b\d[\w.]*""",
    re.VERBOSE | re.DOTALL,
)
# Of what was cut off in the middle of a text.
OPEN_TEXT = re.compile(r"'.*", re.DOTALL)


def clean_statement(text: str) -> str:
    """The shape of a statement: tables and columns, without a value."""
    return OPEN_TEXT.sub("?", LITERALS.sub("?", text))[:LONGEST]


def clean_attributes(attributes: Mapping[str, AttributeValue]) -> dict[str, AttributeValue]:
    kept = {name: value for name, value in attributes.items() if name in KEPT}
    for name in STATEMENTS & kept.keys():
        kept[name] = clean_statement(str(kept[name]))
    for name in METHODS & kept.keys():
        kept[name] = value if (value := str(kept[name])) in KNOWN_METHODS else "OTHER"
    return kept


def clean_span(span: ReadableSpan) -> ReadableSpan:
    """A copy that may go out: no events (messages of errors), no links, no words beside the state."""
    kept = clean_attributes(span.attributes or {})
    told = span.context
    return ReadableSpan(
        name=_name_span(span, kept),
        context=_clean_context(told) if told else None,
        parent=_clean_context(span.parent) if span.parent else None,
        resource=Resource({"service.name": SERVICE}),
        attributes=kept,
        kind=span.kind,
        status=Status(span.status.status_code),
        start_time=span.start_time,
        end_time=span.end_time,
        instrumentation_scope=span.instrumentation_scope,
    )


def _clean_context(context: SpanContext) -> SpanContext:
    """Without what a visitor may send along as state."""
    return SpanContext(context.trace_id, context.span_id, context.is_remote, context.trace_flags)


def _name_span(span: ReadableSpan, kept: dict[str, AttributeValue]) -> str:
    if span.kind == SpanKind.SERVER:
        method = next((str(kept[name]) for name in METHODS if name in kept), "")
        return f"{method} {kept.get('http.route', 'unknown')!s}".strip()
    if task := str(kept.get("celery.task_name", "")):
        return f"{kept.get('celery.action', 'run')!s} {task}"
    statement = next((str(kept[name]) for name in STATEMENTS if name in kept), "")
    return (re.match(r"[A-Za-z]+", statement) or re.match("", "")).group().upper() or "work"  # type: ignore[union-attr]


class CleaningProcessor(SpanProcessor):
    """Hands cleaned copies on. What sends them begins with the first one, in each process: the web forks first."""

    def __init__(self, make: Callable[[], SpanProcessor]) -> None:
        self.make, self.lock = make, threading.Lock()
        self.sender: SpanProcessor | None = None
        self.process = 0

    def on_end(self, span: ReadableSpan) -> None:
        if span.context is not None and span.context.trace_flags.sampled:
            self._find_sender().on_end(clean_span(span))

    def _find_sender(self) -> SpanProcessor:
        with self.lock:
            if self.sender is None or self.process != os.getpid():
                self.sender, self.process = self.make(), os.getpid()
            return self.sender

    def on_start(self, span: Span, parent_context: object = None) -> None:
        """Nothing goes out before it ends."""

    def shutdown(self) -> None:
        if self.sender is not None and self.process == os.getpid():
            self.sender.shutdown()

    def force_flush(self, timeout_millis: int = 30_000) -> bool:
        return self.sender is None or self.sender.force_flush(timeout_millis)


INSTRUMENTS = (DjangoInstrumentor, PsycopgInstrumentor, CeleryInstrumentor)


def start_traces(make: Callable[[], SpanProcessor] | None = None, percent: int | None = None) -> TracerProvider:
    """Before the first connection and the first request are made; `make` is for tests."""
    os.environ.setdefault("OTEL_PYTHON_DJANGO_EXCLUDED_URLS", ",".join(QUIET))
    share = (settings.TRACES_PERCENT if percent is None else percent) / 100
    provider = TracerProvider(sampler=TraceIdRatioBased(share), resource=Resource({}), shutdown_on_exit=make is None)
    provider.add_span_processor(CleaningProcessor(make or _make_sender))
    set_global_textmap(TraceContextTextMapPropagator())
    for instrument in INSTRUMENTS:
        instrument().instrument(tracer_provider=provider, skip_dep_check=True)
    return provider


def stop_traces() -> None:
    for instrument in INSTRUMENTS:
        instrument().uninstrument()


def _make_sender() -> SpanProcessor:
    exporter: SpanExporter = OTLPSpanExporter(endpoint=settings.TRACES_URL, timeout=5)
    return BatchSpanProcessor(exporter)
