"""Making mails, and handing them to the outbox, which stands higher up and registers itself here at start."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.template import Context, Template
from django.template.loader import get_template
from django.utils import translation

from knowledge_network.kit.network import read_network

LONGEST_SUBJECT = 200

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_EMPTY_LINES = re.compile(r"\n{3,}")

_outbox: Callable[..., None] | None = None
_plan_many: Callable[[list[dict[str, Any]]], None] | None = None
_find_open: Callable[[dt.datetime], dt.datetime] | None = None
_cancel: Callable[..., int] | None = None
_gathered: ContextVar[list[dict[str, Any]] | None] = ContextVar("gathered_mails", default=None)


# The mails in which the network says something in words of its own, by the name of that text.
OWN_TEXTS = {"mail/invitation": "mail_invite", "mail/signup_approved": "mail_welcome"}


def render_mail(template_base: str, context: Mapping[str, object], language: str) -> tuple[str, str, str]:
    """Subject, text and HTML of a mail in the language of its receiver.

    `template_base` names three templates: `mail/invitation` stands for `mail/invitation.subject`, `.text` and `.html`.
    They extend `mail/base.text` and `mail/base.html` and get `site_url`, `network_name` and what the network itself
    wrote for it (`own_text`) and for under every mail (`own_foot`) besides `context`.
    """
    values: dict[str, object] = {"site_url": settings.PUBLIC_URL, "language": language, **context}
    with translation.override(language):
        network = read_network()
        values.setdefault("network_name", network.title)
        values |= {
            "own_text": network.text_of(OWN_TEXTS.get(template_base, "")),
            "own_foot": network.text_of("mail_foot"),
        }
        subject = _render(f"{template_base}.subject", values, escape=False)
        text = _render(f"{template_base}.text", values, escape=False)
        html = _render(f"{template_base}.html", values, escape=True)
    return one_line(subject), _EMPTY_LINES.sub("\n\n", text).strip() + "\n", html


def _render(name: str, values: Mapping[str, object], *, escape: bool) -> str:
    template: Template = get_template(name).template  # type: ignore[attr-defined]
    return template.render(Context(dict(values), autoescape=escape))


def one_line(text: str, *, longest: int = LONGEST_SUBJECT) -> str:
    """Fit for a mail header: no line breaks or control characters, single blanks, not too long."""
    return " ".join(_CONTROL.sub(" ", text).split())[:longest]


def absolute_url(path: str) -> str:
    """The full address of a path of this site: mails are made without a request."""
    return urljoin(settings.PUBLIC_URL + "/", path)


def register_outbox(
    plan: Callable[..., None],
    plan_many: Callable[[list[dict[str, Any]]], None],
    find_open: Callable[[dt.datetime], dt.datetime],
    cancel: Callable[..., int],
) -> None:
    """Called once at start by the app that keeps the outbox; `find_open` knows the quiet hours."""
    global _outbox, _plan_many, _find_open, _cancel
    _outbox, _plan_many, _find_open, _cancel = plan, plan_many, find_open, cancel


@contextmanager
def gather_mails() -> Iterator[None]:
    """What is planned inside goes into the outbox together at the end: for a deed that mails very many."""
    mails: list[dict[str, Any]] = []
    token = _gathered.set(mails)
    try:
        yield
    finally:
        _gathered.reset(token)
    if mails and _plan_many is not None:
        _plan_many(mails)


def find_open_moment(moment: dt.datetime) -> dt.datetime:
    """`moment`, or the first after it that is in no evening, weekend or holiday: for mail that can wait. One query."""
    if _find_open is None:
        raise ImproperlyConfigured("No app keeps an outbox: install knowledge_network.notifications.")
    return _find_open(moment)


def cancel_mail(*, key_prefix: str, reason: str) -> int:
    """Skip what is planned under keys that start so and was not sent yet; how many mails."""
    if _cancel is None:
        raise ImproperlyConfigured("No app keeps an outbox: install knowledge_network.notifications.")
    return _cancel(key_prefix=key_prefix, reason=reason)


def plan_mail(**mail: Any) -> None:
    """Put a mail in the outbox: what `notifications.outbox.plan_mail` says, for apps below notifications."""
    if _outbox is None:
        raise ImproperlyConfigured("No app keeps an outbox: install knowledge_network.notifications.")
    gathered = _gathered.get()
    if gathered is None:
        _outbox(**mail)
    else:
        gathered.append(mail)


def plan_rendered(template_base: str, *, kind: str, context: Mapping[str, object], language: str, **mail: Any) -> None:
    """Render a mail in the language of its receiver and put it in the outbox: `render_mail`, then `plan_mail`."""
    subject, text, html = render_mail(template_base, context, language)
    plan_mail(kind=kind, subject=subject, text=text, html=html, language=language, **mail)
