"""What the guard over traces has to see."""

from tests.mutants import Mutant

TRACES = "knowledge_network/kit/traces.py"
CANARY = "tests/infra/test_traces.py::test_no_span_holds_a_token_an_address_a_mail_or_what_was_asked"

MUTANTS = [
    Mutant(
        name="addresses with their signed parts in traces",
        file=TRACES,
        old='"celery.retries", "messaging.operation",',
        new='"celery.retries", "messaging.operation", "http.url", "http.target",',
        test=CANARY,
    ),
    Mutant(
        name="values of statements in traces",
        file=TRACES,
        old='return OPEN_TEXT.sub("?", LITERALS.sub("?", text))[:LONGEST]',
        new="return text[:LONGEST]",
        test=CANARY,
    ),
    Mutant(
        name="what a visitor sends along in traces",
        file=TRACES,
        old="return SpanContext(context.trace_id, context.span_id, context.is_remote, context.trace_flags)",
        new="return context",
        test=CANARY,
    ),
    Mutant(
        name="the words of errors in traces",
        file=TRACES,
        old="        kind=span.kind,",
        new="        kind=span.kind,\n        events=span.events,",
        test="tests/infra/test_traces.py::test_the_words_of_an_error_stay_here",
    ),
]
