"""Whatever order people plan, move, cancel, answer, read and unsubscribe in, and whenever a sender dies or the clock
jumps: nobody gets an old reminder, one that they said no to, one that they ended, or two mails a day that can wait."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from unittest import mock

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from knowledge_network.kit.errors import RefusedError
from knowledge_network.notifications.digests.weekly import WEEKLY
from knowledge_network.notifications.events import actions
from knowledge_network.notifications.events.models import Notice
from knowledge_network.notifications.outbox import deliver_due, planner, sending
from knowledge_network.notifications.outbox.enums import DeliveryState
from knowledge_network.notifications.outbox.kinds import BUNDLE
from knowledge_network.notifications.outbox.models import Delivery
from plg.meetings.actions.answers import answer_meeting
from plg.meetings.actions.meetings import cancel_meeting, change_meeting, plan_meeting, reinstate_meeting
from plg.meetings.enums import MeetingStatus, RsvpAnswer
from plg.meetings.models import Meeting
from plg.meetings.notices import meetings as notices
from tests.factories import GroupFactory, GroupMembershipFactory, MemberFactory
from tests.plg.meetings.helpers import moment

HOUR = dt.timedelta(hours=1)
# A Monday morning; in three weeks the clock goes back.
BEGIN = "2026-10-05T08:00"
REMINDERS = {kind.name for kind in (notices.REMINDER_TWO_WEEKS, notices.REMINDER_ANSWER, notices.REMINDER_TOMORROW)}
GIVEN = (RsvpAnswer.YES, RsvpAnswer.NO, RsvpAnswer.MAYBE)
CAN_BE_ENDED = (*sorted(REMINDERS), notices.INVITED_TO_MEETING.name, notices.MEETING_MOVED.name, BUNDLE, WEEKLY)


class Killed(BaseException):
    """What `kill -9` is to a sender: it catches nothing of it, and marks nothing."""


class Network(RuleBasedStateMachine):
    """Three people in a group, with a mail server that keeps what it gets."""

    reminders_sent = 0

    def __init__(self) -> None:
        super().__init__()
        self.arrived: Counter[str] = Counter()
        self.doubts: Counter[str] = Counter()
        self.can_wait: dict[tuple[int, dt.date], set[str]] = {}
        self.ended: set[tuple[int, str]] = set()
        self.dies = ""
        self.block = transaction.atomic()
        self.block.__enter__()
        self.clock = time_machine.travel(moment(BEGIN), tick=False)
        self.time = self.clock.start()
        self.patches = [
            mock.patch.object(sending.Postman, "open", return_value=None),
            mock.patch.object(sending.Postman, "send", lambda postman, delivery, composed: self.arrives(delivery)),
            mock.patch.object(sending, "_mark_sent", self.marks(sending._mark_sent)),
        ]
        for patch in self.patches:
            patch.start()

    @initialize()
    def a_group(self) -> None:
        self.group = GroupFactory()
        self.people = MemberFactory.create_batch(3)
        for person, role in zip(self.people, ("lead", "member", "member"), strict=True):
            GroupMembershipFactory(group=self.group, member=person, role=role)
        self.lead = self.people[0]
        for days in (4, 15):
            self.plan(days=days, hour=15)

    # What people do

    @rule(days=st.integers(1, 18), hour=st.sampled_from([9, 15, 20]))
    def plan(self, days: int, hour: int) -> None:
        starts = self.at_hour(days, hour)
        plan_meeting(group=self.group, by=self.lead, title="Bijeenkomst", starts_at=starts, ends_at=starts + 2 * HOUR)

    @precondition(lambda self: self.meetings())
    @rule(which=st.integers(0, 9), days=st.integers(1, 16), hour=st.sampled_from([9, 15, 20]))
    def move(self, which: int, days: int, hour: int) -> None:
        starts = self.at_hour(days, hour)
        self.tried(change_meeting, meeting=self.pick(which), by=self.lead, starts_at=starts, ends_at=starts + 2 * HOUR)

    @precondition(lambda self: self.meetings())
    @rule(which=st.integers(0, 9))
    def cancel(self, which: int) -> None:
        self.tried(cancel_meeting, meeting=self.pick(which), by=self.lead, reason="De spreker is ziek.")

    @precondition(lambda self: self.meetings())
    @rule(which=st.integers(0, 9))
    def reinstate(self, which: int) -> None:
        self.tried(reinstate_meeting, meeting=self.pick(which), by=self.lead)

    @precondition(lambda self: self.meetings())
    @rule(
        which=st.integers(0, 9),
        who=st.integers(0, 2),
        answer=st.sampled_from([RsvpAnswer.YES, RsvpAnswer.NO, RsvpAnswer.MAYBE]),
    )
    def answer(self, which: int, who: int, answer: str) -> None:
        invitation = self.pick(which).invitations.filter(member=self.people[who]).first()
        if invitation is not None:
            self.tried(answer_meeting, invitation=invitation, answer=answer)

    @rule(who=st.integers(0, 2))
    def read_all(self, who: int) -> None:
        actions.mark_all_read(by=self.people[who])

    @rule(who=st.integers(1, 2), kind=st.sampled_from(CAN_BE_ENDED))
    def unsubscribe(self, who: int, kind: str) -> None:
        actions.end_mail(member=self.people[who], kind=kind)
        self.ended.add((self.people[who].pk, kind))

    # What happens to machines

    @rule(step=st.sampled_from([dt.timedelta(minutes=11), HOUR, 6 * HOUR, 16 * HOUR, 24 * HOUR, 72 * HOUR]))
    def tick(self, step: dt.timedelta) -> None:
        """The schedule slept for the whole step."""
        self.time.shift(step)
        self.run()

    @rule(days=st.integers(1, 4))
    def live(self, days: int) -> None:
        """The schedule runs every three hours."""
        for _hour in range(days * 8):
            self.time.shift(3 * HOUR)
            self.run()

    @rule(step=st.sampled_from([dt.timedelta(minutes=6), 3 * HOUR, -dt.timedelta(minutes=40)]))
    def the_clock_jumps(self, step: dt.timedelta) -> None:
        self.time.shift(step)
        self.run()

    @rule(moment=st.sampled_from(["before the 250", "after the 250"]))
    def a_sender_will_die(self, moment: str) -> None:
        self.dies = moment

    @rule()
    def plan_what_yesterday_planned(self) -> None:
        planner.plan_due(timezone.now() - dt.timedelta(days=1))

    # How it is watched

    def run(self) -> None:
        planner.plan_due()
        for _sender in range(2):
            try:
                deliver_due()
            except Killed:
                continue

    def arrives(self, delivery: Delivery) -> None:
        """The mail server has it: is this mail right at this moment?"""
        told = list(Notice.objects.filter(key__in=delivery.params.get("notices", [delivery.params.get("notice")])))
        assert told or delivery.kind == WEEKLY
        if self.dies == "before the 250":
            self.dies = ""
            raise Killed
        for notice in told:
            self.is_right(notice)
        kinds = {delivery.kind} | {notice.kind for notice in told}
        assert not {(delivery.member_id, kind) for kind in kinds} & self.ended, "they ended this mail"
        if delivery.kind in {BUNDLE, WEEKLY}:
            keys = self.can_wait.setdefault((delivery.member_id, timezone.localdate()), set())
            keys.add(delivery.key)
            assert len(keys) == 1, f"two mails a day that can wait: {keys}"
        self.arrived[delivery.key] += 1
        Network.reminders_sent += sum(notice.kind in REMINDERS for notice in told)
        most = 1 if delivery.at_most_once else 1 + self.doubts[delivery.key]
        assert self.arrived[delivery.key] <= most, f"{delivery.key} arrived {self.arrived[delivery.key]} times"

    def is_right(self, notice: Notice) -> None:
        """What it tells about a meeting is true, and for somebody who may still come."""
        meeting = Meeting.objects.filter(public_id=notice.params.get("meeting", "")).first()
        if meeting is None or notice.kind.startswith(("plg.minutes", "plg.return", "plg.actions")):
            return
        cancelled = meeting.status == MeetingStatus.CANCELLED
        assert cancelled == (notice.kind == notices.MEETING_CANCELLED.name), f"{notice.kind} of {meeting.status}"
        if cancelled:
            return
        assert meeting.starts_at.astimezone(dt.UTC).isoformat() == notice.params["starts_at"], "it was moved"
        assert meeting.starts_at > timezone.now(), "it began already"
        answer = meeting.invitations.get(member=notice.member_id).answer
        assert answer != RsvpAnswer.NO, "they said no"
        assert answer == RsvpAnswer.NONE or notice.kind != notices.REMINDER_ANSWER.name, "they answered"

    def marks(self, mark):
        def marked(delivery: Delivery) -> int:
            if self.dies == "after the 250":
                self.dies = ""
                self.doubts[delivery.key] += 1
                raise Killed
            return mark(delivery)

        return marked

    def teardown(self) -> None:
        try:
            if hasattr(self, "group"):
                self.dies = ""
                for _day in range(6):
                    self.time.shift(dt.timedelta(hours=20))
                    self.run()
                self.all_is_accounted_for()
        finally:
            for patch in self.patches:
                patch.stop()
            self.clock.stop()
            transaction.set_rollback(True)
            self.block.__exit__(None, None, None)

    def all_is_accounted_for(self) -> None:
        """What was due is sent, or skipped with a reason; and everything has its key once."""
        late = Delivery.objects.filter(due_at__lte=timezone.now())
        assert not late.filter(state__in=DeliveryState.DUE).exists(), "due, and nobody sent it"
        assert not late.exclude(state=DeliveryState.SENT).filter(reason="").exists(), "skipped without a reason"
        for key in late.filter(state=DeliveryState.SENT).values_list("key", flat=True):
            assert self.arrived[key] >= 1, "marked as sent and never arrived"

    # Small things

    def at_hour(self, days: int, hour: int) -> dt.datetime:
        return moment(f"{timezone.localdate() + dt.timedelta(days=days)}T{hour:02d}:00")

    def meetings(self) -> list[Meeting]:
        return list(Meeting.objects.order_by("pk"))

    def pick(self, which: int) -> Meeting:
        found = self.meetings()
        return found[which % len(found)]

    @staticmethod
    def tried(action, **values) -> None:
        """People try what is refused, too."""
        try:
            action(**values)
        except RefusedError:
            return


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.drill(name="mail")
@pytest.mark.parametrize(("lives", "reminders"), [pytest.param(4, 3, marks=pytest.mark.in_suite), (36, 30)])
def test_nobody_gets_a_wrong_mail_or_one_twice_whatever_happens(lives, reminders):
    """Invented lives of a network, and how many reminders must have come by, or the machine reminds nobody."""
    Network.reminders_sent = 0
    run_state_machine_as_test(Network, settings=settings(max_examples=lives, stateful_step_count=20, deadline=None))
    assert Network.reminders_sent > reminders
