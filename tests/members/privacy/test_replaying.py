"""After a restore what was erased since is erased once more, and the site stays shut until that is done."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command

from knowledge_network.kit import erasure_list
from knowledge_network.kit.erasure_list import ErasedLine, make_mark
from knowledge_network.members.people.models import Member
from knowledge_network.members.privacy.actions import erase_member
from knowledge_network.members.privacy.models import ErasureNote
from knowledge_network.members.privacy.replaying import complete_list, replay_erasures
from tests import factories as f

pytestmark = pytest.mark.django_db
AT = "2026-03-01T10:00:00+00:00"


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    """The list of erasures of this test alone."""
    settings.MEDIA_ROOT = tmp_path


def test_who_was_erased_is_erased_once_more_though_something_blocks_it():
    """In the database that was put back they are the contact person of a group again."""
    member = f.MemberFactory()
    group = f.GroupFactory(contact_person=member)
    f.GroupMembershipFactory(group=group, member=member, role="lead")
    erasure_list.write_lines([ErasedLine(AT, "member", make_mark("member", member.public_id))])
    erasure_list.find_mark().touch()
    assert replay_erasures() == (1, [])
    assert Member.objects.get(pk=member.pk).erased_at is not None
    assert not erasure_list.find_mark().exists()
    assert replay_erasures() == (0, [])


def test_an_erasure_stands_in_the_list_once_it_is_done_for_good(django_capture_on_commit_callbacks):
    member = f.MemberFactory()
    key = member.public_id
    with django_capture_on_commit_callbacks(execute=False) as callbacks:
        erase_member(member=member)
    assert erasure_list.read_lines() == []
    for callback in callbacks:
        callback()
    assert [(line.kind, line.mark) for line in erasure_list.read_lines()] == [("member", make_mark("member", key))]
    assert ErasureNote.objects.get().mark == make_mark("member", key)
    assert key not in erasure_list.find_list().read_text()


def test_what_cannot_be_erased_keeps_the_site_closed():
    erasure_list.find_mark().touch()
    line = ErasedLine(AT, "unheard-of", "x")
    erasure_list.write_lines([line])
    assert replay_erasures() == (0, [line])
    assert erasure_list.find_mark().exists()
    with pytest.raises(CommandError, match="unheard-of"):
        call_command("replay_erasures", "--if-restored")


def test_without_a_restore_nothing_is_gone_through():
    erasure_list.write_lines([ErasedLine(AT, "unheard-of", "x")])
    call_command("replay_erasures", "--if-restored")


def test_a_list_that_lost_a_line_is_completed_from_the_database():
    """A test commits nothing: the line was not written, as after a crash between the two."""
    member = f.MemberFactory()
    key = member.public_id
    erase_member(member=member)
    assert erasure_list.read_lines() == []
    assert (complete_list(), complete_list()) == (1, 0)
    assert [line.mark for line in erasure_list.read_lines()] == [make_mark("member", key)]


def test_a_line_that_was_cut_off_says_nothing():
    erasure_list.find_list().write_text('{"at": "2026", "kind": "member", "mark": "a"}\n{"at": "20')
    assert [line.mark for line in erasure_list.read_lines()] == ["a"]
