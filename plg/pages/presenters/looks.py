"""What would happen to the groups that a coordinator ticked, before it does."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from knowledge_network.members.tables.presenters import Look, Skipped
from plg.groups.actions.contact import Reach
from plg.groups.enums import GroupState
from plg.groups.models import Group
from plg.pages.forms import WRITE, MessageForm


def look_at_writing(reach: Reach, groups: list[Group], form: MessageForm) -> Look:
    """Who gets the message, and which groups have nobody who reads it."""
    count, skipped = len(reach.people), len(reach.skipped)
    words = {"n": count, "skipped": skipped}
    return Look(
        title=_("Write to the leaders"),
        summary=ngettext(
            "Goes to %(n)d person, %(skipped)d skipped.", "Goes to %(n)d people, %(skipped)d skipped.", count
        )
        % words,
        heading=_("Who gets it"),
        names=[str(person) for person in reach.people],
        skipped=[Skipped(group.name, why) for group, why in reach.skipped],
        button=ngettext("Send to %(n)d person", "Send to %(n)d people", count) % words,
        hidden=[("action", WRITE), *(("ids", group.slug) for group in groups)],
        form=form,
        url=reverse("plg:manage_bulk"),
        back=reverse("plg:manage_groups"),
    )


def look_at_steps(able: list[Group], skipped: list[tuple[Group, str]], to: str) -> Look:
    """Which groups go to that state, and why the others do not."""
    words = {"n": len(able), "skipped": len(skipped), "state": dict(GroupState.choices).get(to, to)}
    return Look(
        title=_("Change to: %(state)s") % words,
        summary=ngettext(
            "%(n)d group changes, %(skipped)d skipped.", "%(n)d groups change, %(skipped)d skipped.", len(able)
        )
        % words,
        heading=_("What changes"),
        names=[group.name for group in able],
        skipped=[Skipped(group.name, why) for group, why in skipped],
        button=ngettext("Change %(n)d group", "Change %(n)d groups", len(able)) % words,
        hidden=[("action", to), *(("ids", group.slug) for group in able)],
        url=reverse("plg:manage_bulk"),
        back=reverse("plg:manage_groups"),
    )
