"""One member who left a mark in every personal field of every model, found from the declarations themselves."""

from __future__ import annotations

import datetime as dt
import itertools
from functools import cache, reduce
from operator import or_
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection, models
from django.utils import timezone

from knowledge_network.kit.privacy import OnErasure
from knowledge_network.members.accounts.sessions import SessionStore
from knowledge_network.members.organisations.models import Organisation
from knowledge_network.members.people.actions.profile import set_photo
from knowledge_network.members.privacy import registry
from tests.access.rooms import told
from tests.factories import GroupFactory, MemberFactory, SiteFactory, TopicFactory
from tests.members.people.test_profile import portrait

# Fields whose text has to be something in particular for the database or for Django.
CHOSEN: dict[tuple[str, str], Any] = {
    ("members.appointment", "is_primary"): False,
    ("members.networkrole", "role"): "liaison_officer",
    ("members.networkrole", "variant"): "",
    ("members.signuprequest", "state"): "approved",
    ("plg.groupmembership", "role"): "member",
    ("plg.joinrequest", "state"): "accepted",
    ("plg.groupinvitation", "state"): "accepted",
    ("notifications.delivery", "state"): "sent",
    ("members.datarequest", "state"): "open",
    ("plg.group", "state"): "closed",
    ("plg.group", "closed_on"): dt.date(2026, 1, 1),
    ("plg.group", "kind"): "plg",
    ("members.importrun", "kind"): "members",
    ("members.importrun", "state"): "planned",
    # A meeting is of a group or of the network, an invitation of a member or of a guest.
    ("plg.meetingseries", "partnership"): None,
    ("plg.meeting", "partnership"): None,
    ("plg.meetinginvitation", "guest_name"): "",
    ("plg.meetinginvitation", "guest_email"): "",
    ("plg.meetinginvitation", "waiting_since"): None,
    ("plg.attendance", "status"): "present",
    ("plg.certificate", "withdrawn_at"): None,
    ("notifications.delivery", "resent_from"): None,
    ("notifications.mailstop", "lifted_at"): timezone.now,
    ("expertise.expertiseclaim", "archived_at"): None,
    ("expertise.expertiseclaim", "topic"): TopicFactory,
    ("expertise.endorsement", "about"): MemberFactory,
    ("members.membermerge", "ended"): MemberFactory,
    ("members.topicmerge", "into"): TopicFactory,
    ("expertise.helprequest", "addressed_group"): None,
    ("expertise.helprequestmatch", "group"): None,
}


@cache
def chosen_values() -> dict[tuple[str, str], Any]:
    """Those here and those of rooms."""
    return reduce(or_, told("CHOSEN"), CHOSEN)


# Longer than a mark is.
PADDED = {("expertise.endorsement", "text"): 60}


class CanaryMember:
    """`token` stands in every personal field of `member`; `kept` are the tokens of fields that erasure keeps."""

    def __init__(self, token: str) -> None:
        self.token = token
        self.numbers = itertools.count(1)
        self.kept: set[str] = set()
        self.gone: set[str] = set()
        self.exported: set[str] = set()
        self.rows: dict[str, Any] = {}
        self.member = MemberFactory(
            site=SiteFactory(),
            given_name=self.mark("given", gone=True, exported=True),
            infix=self.mark("in", gone=True, exported=True)[:20],
            family_name=self.mark("family", gone=True, exported=True),
            email=f"{self.mark('mail', gone=True, exported=True)}@example.org".lower(),
            about=self.mark("about", gone=True, exported=True),
            suspension_reason=self.mark("reason", gone=True, exported=True),
            password=self.mark("password", gone=True),
        )
        self.member.ask_me_about.add(TopicFactory())

    def mark(self, what: str, *, most: int = 20, gone: bool = False, kept: bool = False, exported: bool = False) -> str:
        text = f"{self.token}{next(self.numbers)}{what}".lower()[:most]
        (self.gone if gone else self.kept if kept else set()).add(text)
        if exported:
            self.exported.add(text)
        return text

    # Every model ------------------------------------------------------------------------------

    def fill(self) -> CanaryMember:
        """One row of every model that is about the member, made of marks."""
        for model, privacy in sorted_by_need(registry.declared_models()):
            label = model._meta.label_lower
            if label in {"members.member", "members.askmeabout", "search.searchentry", *self.rows}:
                continue
            self.rows[label] = self._row(model, privacy)
        self._files()
        self._account()
        return self

    def _row(self, model: Any, privacy: Any) -> Any:
        values = {}
        for field in model._meta.concrete_fields:
            if field.primary_key and not field.is_relation:
                continue
            value = self._value(model, privacy, field)
            if value is not _LEAVE:
                values[field.name] = value
        row = model._base_manager.create(**values)
        for field in model._meta.local_many_to_many:
            if registry.points_at_member(field):
                getattr(row, field.name).add(self.member)
        return row

    def _value(self, model: Any, privacy: Any, field: Any) -> Any:
        """A mark for what takes text, a row for what points at one, what the database demands for the rest."""
        key = (model._meta.label_lower, field.name)
        if key in (known := chosen_values()):
            chosen = known[key]
            return chosen() if callable(chosen) else chosen
        if key in PADDED:
            return self._personal(privacy.fields[field.name], field.name).ljust(PADDED[key], ".")
        if registry.points_at_member(field):
            return self.member
        if isinstance(field, models.ForeignKey):
            return self._related(field)
        if isinstance(field, models.DateField | models.TimeField):
            return self._moment(field)
        if field.choices or field.name == "public_id":
            return _LEAVE
        if field.name in privacy.mentions and isinstance(field, models.CharField):
            return self.member.email
        return self._text(field, privacy.fields.get(field.name), mentions=field.name in privacy.mentions)

    @staticmethod
    def _moment(field: Any) -> Any:
        if isinstance(field, models.TimeField):
            return _LEAVE if field.has_default() else dt.time(17 if field.name == "end_time" else 15)
        if isinstance(field, models.DateTimeField):
            if field.name == "withdrawn_at":
                return None
            return timezone.now() + dt.timedelta(days={"expires_at": 1, "ends_at": -0.9}.get(field.name, -1))
        if field.null or field.has_default():
            return timezone.localdate() - dt.timedelta(days=1) if field.name in {"start", "due_on"} else _LEAVE
        return timezone.localdate() - dt.timedelta(days=0 if field.name in {"end", "last_day"} else 1)

    def _text(self, field: Any, personal: Any, *, mentions: bool) -> Any:
        if isinstance(field, models.FileField):
            mark = self._personal(personal, field.name)
            return default_storage.save(f"canaries/{mark}.txt", ContentFile(mark.encode()))
        if isinstance(field, models.JSONField):
            note = {"note": self._personal(personal, field.name)}
            return {"email": self.member.email, **note} if mentions else note
        if isinstance(field, models.CharField | models.TextField):
            if personal is None and (field.max_length or 99) < 14:
                return f"{next(_impersonal)}"
            return self._personal(personal, field.name, min(field.max_length or 20, 20))
        required = isinstance(field, models.IntegerField) and not field.null and not field.has_default()
        return 1 if required else _LEAVE

    def _personal(self, personal: Any, name: str, most: int = 20) -> str:
        if personal is None:
            return f"impersonal{next(_impersonal)}"
        keeps = personal.on_erasure == OnErasure.KEEP
        return self.mark(name.replace("_", ""), most=most, kept=keeps, gone=not keeps, exported=personal.exported)

    def _related(self, field: Any) -> Any:
        target = field.related_model
        known = self.rows.get(target._meta.label_lower)
        if known is not None:
            return known
        if issubclass(target, Organisation):
            return None if field.null else SiteFactory()
        if target._meta.label_lower == "plg.group":
            return GroupFactory()
        if field.null:
            return None
        # Says nothing of people itself, but a row that does cannot be without it.
        privacy = getattr(target, "privacy", None)
        assert privacy is not None, f"no {target} yet for {field}"
        made = self.rows[target._meta.label_lower] = self._row(target, privacy)
        return made

    def _files(self) -> None:
        set_photo(member=self.member, by=self.member, portrait=portrait())

    def _account(self) -> None:
        session = SessionStore()
        session["_auth_user_id"] = str(self.member.pk)
        session["members.profile_before"] = {"about": self.mark("session", gone=True)}
        session.save()
        UserSession.objects.create(
            user=self.member,
            session_key=session.session_key,
            ip="192.0.2.17",
            user_agent=self.mark("browser", gone=True, exported=True),
            last_seen_at=timezone.now(),
        )
        EmailAddress.objects.create(
            user=self.member, email=f"{self.mark('second', gone=True, exported=True)}@example.org", verified=True
        )
        SocialAccount.objects.create(
            user=self.member,
            provider="surfconext",
            uid=self.mark("uid", gone=True, exported=True),
            extra_data={"organisation": self.mark("org", gone=True, exported=True)},
        )
        Authenticator.objects.create(
            user=self.member, type=Authenticator.Type.TOTP, data={"secret": self.mark("secret", gone=True)}
        )


def sorted_by_need(declared: Any) -> list[Any]:
    """The models, each after those whose row it cannot do without."""
    waiting, done, ordered = list(declared), set(), []
    names = {model for model, _privacy in waiting}
    while waiting:
        ready = [
            (model, privacy)
            for model, privacy in waiting
            if all(
                field.null or field.related_model in done or field.related_model not in names
                for field in model._meta.concrete_fields
                if isinstance(field, models.ForeignKey) and field.related_model is not model
            )
        ]
        assert ready, waiting
        ordered += ready
        done |= {model for model, _privacy in ready}
        waiting = [pair for pair in waiting if pair[0] not in done]
    return ordered


_LEAVE = object()
_impersonal = itertools.count(1)


def make(token: str) -> CanaryMember:
    """A member whose every personal field holds a mark that begins with `token`."""
    return CanaryMember(token).fill()


def everything_stored() -> dict[str, str]:
    """All rows of all tables as text, by table: what a dump of the database holds."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.tables "
            "WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
        )
        tables = [name for (name,) in cursor.fetchall()]
        dump = {}
        for table in tables:
            cursor.execute(f"SELECT coalesce(string_agg(t::text, chr(10)), '') FROM \"{table}\" AS t")
            dump[table] = cursor.fetchone()[0].lower()
        # Sessions are packed; what is in them counts too.
        cursor.execute("SELECT session_data FROM django_session")
        dump["django_session, unpacked"] = str([SessionStore().decode(data) for (data,) in cursor.fetchall()]).lower()
    return dump
