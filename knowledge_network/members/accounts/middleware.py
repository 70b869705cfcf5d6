"""What follows from who is signed in, on every page: language, second factor, last seen; and each form counts once."""

from __future__ import annotations

import datetime as dt
import hashlib
import time
from collections.abc import Callable

import structlog
from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone, translation

from knowledge_network.kit import replicas
from knowledge_network.kit.network import read_network
from knowledge_network.kit.trouble import is_away
from knowledge_network.members.accounts.models import SentForm
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent

logger = structlog.get_logger(__name__)

# Pages that somebody without a second factor needs in order to get one, or to go away.
ALLOWED_WITHOUT = ("account_", "mfa_", "usersessions_")
# Who asked to be erased can take a copy, come back, or go.
ALLOWED_WHEN_LEAVING = {
    *("members:my_data_return", "members:my_data_export", "members:my_data_copy"),
    *("set_language", "set_theme"),
}
ALLOWED_NAMES = {"healthz", "readyz", "set_language", "set_theme", "members:second_factor_required"}


def needs_second_factor(member: Member) -> bool:
    """Whether this member may see or decide so much that a password alone is too little."""
    return settings.REQUIRE_SECOND_FACTOR and (
        member.is_coordinator or member.is_platform_admin or member.is_privacy_contact or member.is_school_leader
    )


class MemberMiddleware:
    """Costs no query beyond the one that fetches the member, but for one update a day."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # What a member sees stays on no disk of a shared device; a view that knows better says so.
        if getattr(getattr(request, "_cached_user", None), "is_authenticated", False):
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: object, kwargs: object
    ) -> HttpResponse | None:
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name in {"healthz", "readyz"}:  # they answer while there is no database
            return None
        if not read_network().speaks(translation.get_language() or settings.LANGUAGE_CODE):
            self._speak(request, settings.LANGUAGE_CODE)
        if not request.user.is_authenticated:
            return None
        # Known by now: the page reads of the member some hundred times, and each time would go by Django's stand-in.
        request.user = getattr(request, "_cached_user", request.user)
        self._speak_their_language(request)
        self._note_last_seen(request.user)
        if request.user.is_leaving:
            allowed = name in ALLOWED_WHEN_LEAVING or name.startswith("account_")
            return None if allowed else self._send_to(request, "members:my_data_return")
        if name in ALLOWED_NAMES or name.startswith(ALLOWED_WITHOUT):
            return None
        if needs_second_factor(request.user) and not request.user.has_second_factor:
            return self._send_to(request, "members:second_factor_required")
        return None

    def _speak_their_language(self, request: HttpRequest) -> None:
        """The language of the account, unless this browser was given another one."""
        language = request.user.language  # type: ignore[union-attr]
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES and read_network().speaks(language):
            self._speak(request, language)

    def _speak(self, request: HttpRequest, language: str) -> None:
        translation.activate(language)
        request.LANGUAGE_CODE = translation.get_language() or settings.LANGUAGE_CODE

    def _note_last_seen(self, member: Member) -> None:
        today = timezone.localdate()
        if member.last_seen_on != today:
            Member.objects.filter(pk=member.pk).update(last_seen_on=today)

    def _send_to(self, request: HttpRequest, url_name: str) -> HttpResponse:
        page = reverse(url_name)
        if request.headers.get("HX-Request"):
            return HttpResponse(status=204, headers={"HX-Redirect": page})
        return HttpResponseRedirect(page)


WAITS_FOR = 15.0  # seconds
LOOKS_AGAIN = 0.05
LONGEST_LOCATION = SentForm._meta.get_field("location").max_length or 0
TOKEN = "csrfmiddlewaretoken"  # noqa: S105  # nosec B105 - the name of the field


class SentOnceMiddleware:
    """The same form of the same page, sent several times at once, does its deed once; all get the answer of the first.

    A button that is pressed twice, a browser that tries again, a proxy that is impatient: they send the very same
    form. Each page that is drawn gives its forms a token of its own (that against forgery), so the same deed of a page
    that was drawn anew is another form. Only answers that lead on are given again, the rest is worked out anew, one
    after the other; and never one that made a new session, whose cookie the others do not have.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method != "POST" or TOKEN not in request.POST:
            return self.get_response(request)
        digest = build_digest(request)
        deadline = time.monotonic() + WAITS_FOR
        while not SentForm.objects.claim(digest):
            found = SentForm.objects.filter(digest=digest, answered_at__isnull=False).first()
            if found is not None:
                return HttpResponse(status=found.status, headers={"Location": found.location})
            if time.monotonic() > deadline:
                break
            time.sleep(LOOKS_AGAIN)
        return self._answer(request, digest)

    def _answer(self, request: HttpRequest, digest: str) -> HttpResponse:
        session = request.session.session_key
        mine = SentForm.objects.filter(digest=digest)
        try:
            response = self.get_response(request)
        except BaseException:
            mine.delete()
            raise
        location = response.get("Location", "")
        leads_on = 300 <= response.status_code < 400 and 0 < len(location) <= LONGEST_LOCATION
        if leads_on and session == request.session.session_key:
            mine.update(answered_at=timezone.now(), status=response.status_code, location=location)
        else:
            mine.delete()
        return response


def build_digest(request: HttpRequest) -> str:
    """Of page, sender and all that the form says; files by name and size."""
    parts = [request.get_full_path(), request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")]
    parts += [part for name, values in sorted(request.POST.lists()) for part in (name, *values)]
    for name, files in sorted(request.FILES.lists()):
        parts += [part for file in files for part in (name, file.name or "", str(file.size))]
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


# Longer than a replica that is asked may be behind (`replicas.FRESH`), and than the longest transaction takes.
DEEDS_OF = dt.timedelta(minutes=10)
MOST_DEEDS = 1000
TOO_SLOW = "57014"


class ReplicaMiddleware:
    """Lets a page that only reads be read from a replica that knows all that happened; without replicas it is absent.

    Every deed writes its row in the audit trail inside its own transaction, so a replica that has these rows of the
    last minutes has the deeds: whoever was erased, hidden or taken out of a group is so there too, whatever the deed.
    One that lacks a row is not asked.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            response = self.get_response(request)
        finally:
            replicas.take_back()
        if request.method not in {"GET", "HEAD", "OPTIONS"} and request.user.is_authenticated:
            replicas.note_written(response)
        return response

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> None:
        name = request.resolver_match.view_name if request.resolver_match else ""
        if request.method not in {"GET", "HEAD"} or name not in settings.REPLICA_PAGES:
            return
        if connection.in_atomic_block:  # within a transaction all is asked of one server
            return
        str(request.user.is_authenticated)  # who reads is asked of the primary
        deeds = AuditEvent.objects.list_keys_since(timezone.now() - DEEDS_OF, at_most=MOST_DEEDS + 1)
        if len(deeds) > MOST_DEEDS:
            return
        known = AuditEvent.objects.filter(pk__in=deeds)
        if alias := replicas.find_replica(replicas.read_written(request), lambda: known.count() == len(deeds)):
            replicas.lend(alias)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A replica that goes away, breaks off a query or is asked to write: the primary answers, once."""
        match = request.resolver_match
        if not isinstance(exception, replicas.TROUBLE) or match is None or not (alias := replicas.take_back()):
            return None
        if getattr(exception.__cause__, "sqlstate", "") == TOO_SLOW:  # there it would be as slow
            return None
        logger.warning("replica_gave_up", replica=alias, error=type(exception).__name__)
        if is_away(exception):
            replicas.note_away(alias)
        response: HttpResponse = match.func(request, *match.args, **match.kwargs)
        return response
