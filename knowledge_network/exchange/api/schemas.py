"""What the API gives, field by field: nothing that is not named here ever leaves."""

from __future__ import annotations

import datetime as dt

from ninja import Field, Schema


class Problem(Schema):
    """An error (RFC 9457)."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str = ""


class KeyOut(Schema):
    name: str
    scopes: list[str]
    expires_on: dt.date


class GroupOut(Schema):
    id: str = Field(description="The last part of its address.")
    kind: str
    name: str
    state: str
    purpose: str
    sectors: list[str]
    topics: list[str]
    started_on: dt.date | None
    members: int
    url: str


class MeetingOut(Schema):
    id: str
    title: str
    kind: str
    group: str | None = Field(description="The id of its group; null for a meeting of the whole network.")
    starts_at: dt.datetime
    ends_at: dt.datetime
    place: str
    status: str
    is_public: bool
    changed_at: dt.datetime
    url: str


class ProductOut(Schema):
    id: str
    urn: str
    title: str
    summary: str
    kind: str
    language: str
    topics: list[str]
    sectors: list[str]
    year_groups: list[int]
    minutes: int | None
    licence: str
    access: str
    group: str
    taken_over_from: str = Field(description="Whose it is, when it was not made in this network; else empty.")
    status: str
    published_on: dt.date | None
    changed_at: dt.datetime
    url: str


class ExpertiseOut(Schema):
    id: str
    person: str
    person_url: str
    topic: str
    level: str
    state: str
    description: str
    sectors: list[str]
    year_groups: list[int]
    changed_at: dt.datetime


class AgreementOut(Schema):
    id: str
    title: str
    version: int
    status: str
    effective_from: dt.date | None
    effective_to: dt.date | None
    parties: list[str]


class Page(Schema):
    next: str | None = Field(description="The address of the next page; null on the last one.")


class Groups(Page):
    items: list[GroupOut]


class Meetings(Page):
    items: list[MeetingOut]


class Products(Page):
    items: list[ProductOut]


class Expertise(Page):
    items: list[ExpertiseOut]


class Agreements(Page):
    items: list[AgreementOut]
