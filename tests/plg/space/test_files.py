"""Files of a group: what may come in, where it goes, who gets it out."""

from __future__ import annotations

import datetime as dt
import os

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.uploads import check_upload
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.events.models import Notice
from knowledge_network.search.models import SearchEntry
from plg.space.actions import files as actions
from plg.space.models import FileVersion, GroupFile
from tests import factories as f
from tests.object_store import on_a_disk

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
SECRET = "kanarie-in-het-bestand"


def upload(content, name="les.txt"):
    return SimpleUploadedFile(name, content)


def safe(content=b"een tekst", name="les.txt"):
    return check_upload(upload(content, name))


@pytest.fixture
def file(inside):
    return actions.add_file(group=inside.group, by=inside.member, content=safe(), title="Les")[0]


# Putting in -----------------------------------------------------------------------------------


def test_a_file_is_added_and_the_group_is_told(inside):
    response = inside.post("member", "file_add", uploads=upload(PDF, "les.pdf"), description="Over breuken")
    assert response["Location"] == inside.url("file_list")
    file = GroupFile.objects.get()
    assert (file.title, file.description, file.added_by) == ("les.pdf", "Over breuken", inside.member)
    assert Notice.objects.filter(kind="plg.file_added").count() == 2
    assert SearchEntry.objects.get(kind="group_file").audiences == [f"group:{inside.group.slug}"]
    stored = file.versions.get().content.name
    assert "les" not in stored
    with default_storage.open(stored) as content:
        assert content.read() == PDF


def test_of_several_files_the_good_ones_stay(inside):
    client = inside.client("member")
    files = [upload(PDF, "goed.pdf"), upload(b"MZ\x90\x00", "fout.exe"), upload(b"ook goed", "ook.txt")]
    response = client.post(inside.url("file_add"), {"uploads": files})
    assert response.status_code == 422
    assert "fout.exe" in response.text
    assert set(GroupFile.objects.values_list("title", flat=True)) == {"goed.pdf", "ook.txt"}


def test_sending_a_file_twice_stores_it_once(inside):
    for _ in range(2):
        inside.post("member", "file_add", uploads=upload(PDF, "les.pdf"))
    assert GroupFile.objects.count() == FileVersion.objects.count() == 1


def test_another_group_may_have_the_same_file(inside, file):
    other = f.GroupFactory()
    assert actions.add_file(group=other, by=inside.lead, content=safe())[1] is True


def test_a_form_without_a_file_says_so(inside):
    response = inside.post("member", "file_add")
    assert response.status_code == 422
    assert "error-summary" in response.text
    assert not GroupFile.objects.exists()


def test_a_name_with_nul_is_a_clear_error(inside):
    body = (
        b'--x\r\nContent-Disposition: form-data; name="uploads"; filename="a\x00b.txt"\r\n'
        b"Content-Type: text/plain\r\n\r\nhallo\r\n--x--\r\n"
    )
    response = inside.client("member").post(
        inside.url("file_add"), body, content_type="multipart/form-data; boundary=x"
    )
    assert response.status_code in {302, 400, 422}
    assert "\0" not in str(list(GroupFile.objects.values()))


def test_over_the_quota_is_refused_with_what_is_left(inside, settings):
    settings.GROUP_FILES_MEGABYTES = 0
    response = inside.post("member", "file_add", uploads=upload(PDF, "les.pdf"))
    assert response.status_code == 422
    assert not GroupFile.objects.exists()


def test_what_was_removed_gives_its_room_back(inside, file):
    assert actions.used_bytes(inside.group) == 9
    actions.remove_file(file=file, by=inside.member)
    assert actions.used_bytes(inside.group) == 0


def test_when_the_row_fails_no_content_stays_behind(inside, monkeypatch):
    kept = []
    monkeypatch.setattr(actions.FileVersion.objects, "create", lambda **fields: kept.append(fields["content"]) or 1 / 0)
    with pytest.raises(ZeroDivisionError):
        actions.add_file(group=inside.group, by=inside.member, content=safe())
    assert len(kept) == 1
    assert not default_storage.exists(kept[0])


# Versions -------------------------------------------------------------------------------------


def test_a_new_version_keeps_the_older_one(inside, file):
    inside.post("lead", "file_version_add", file.public_id, content=upload(b"twee"), note="korter")
    assert list(file.versions.order_by("number").values_list("number", "note")) == [(1, ""), (2, "korter")]
    for number, content in ((1, b"een tekst"), (2, b"twee")):
        assert b"".join(inside.get("member", "file_download", file.public_id, number).streaming_content) == content


def test_the_same_content_is_no_new_version(inside, file):
    with pytest.raises(RefusedError):
        actions.add_version(file=file, by=inside.lead, content=safe())
    response = inside.post("lead", "file_version_add", file.public_id, content=upload(b"een tekst"))
    assert response.status_code == 422
    assert file.versions.count() == 1


def test_an_older_version_comes_back_on_top_and_costs_no_room(inside, file):
    actions.add_version(file=file, by=inside.lead, content=safe(b"twee"))
    used = actions.used_bytes(inside.group)
    inside.post("member", "file_version_restore", file.public_id, 1)
    newest = file.versions.order_by("-number").first()
    assert (newest.number, newest.restored_from) == (3, 1)
    with newest.content.open() as content:
        assert content.read() == b"een tekst"
    assert actions.used_bytes(inside.group) == used
    inside.post("member", "file_version_restore", file.public_id, 3)
    assert file.versions.count() == 3


def test_a_file_gets_another_name(inside, file):
    inside.post("lead", "file_edit", file.public_id, title="Betere naam", description="")
    file.refresh_from_db()
    assert file.title == "Betere naam"
    assert SearchEntry.objects.get(kind="group_file").title == "Betere naam"


def test_a_removed_file_is_gone_everywhere_and_comes_back(inside, file):
    page = inside.client("member").post(inside.url("file_remove", file.public_id), follow=True)
    assert inside.url("file_restore", file.public_id) in page.text
    assert inside.get("lead", "file_download", file.public_id, 1).status_code == 404
    assert inside.get("lead", "file_detail", file.public_id).status_code == 404
    assert not SearchEntry.objects.filter(kind="group_file").exists()
    assert not GroupFile.objects.visible_to(inside.lead).exists()
    inside.post("member", "file_restore", file.public_id)
    assert inside.get("lead", "file_download", file.public_id, 1).status_code == 200


def test_one_removes_ones_own_file_and_the_secretary_any(inside, file):
    other = actions.add_file(group=inside.group, by=inside.lead, content=safe(b"van de trekker"))[0]
    assert inside.post("member", "file_remove", other.public_id).status_code == 403
    assert inside.post("observer", "file_remove", file.public_id).status_code == 403
    assert inside.post("lead", "file_remove", file.public_id).status_code == 302


def age(name, days):
    path = default_storage.path(name)
    then = (timezone.now() - dt.timedelta(days=days)).timestamp()
    os.utime(path, (then, then))


@on_a_disk
def test_thirty_days_after_removal_a_file_is_gone_for_good(inside, file):
    actions.add_version(file=file, by=inside.lead, content=safe(b"twee"))
    names = list(file.versions.values_list("content", flat=True))
    actions.remove_file(file=file, by=inside.member)
    for name in names:
        age(name, 40)
    assert actions.purge_removed_files(now=timezone.now() + dt.timedelta(days=29)) == 0
    assert all(default_storage.exists(name) for name in names)
    call_command("purge_files", verbosity=0)
    assert GroupFile.objects.count() == 1
    GroupFile.objects.update(removed_at=timezone.now() - dt.timedelta(days=31))
    assert actions.purge_removed_files() == 1
    assert not GroupFile.objects.exists()
    assert not any(default_storage.exists(name) for name in names)


def test_a_file_that_a_result_shows_is_kept(inside, file):
    f.GroupResultFactory(group=inside.group, file=file)
    GroupFile.objects.update(removed_at=timezone.now() - dt.timedelta(days=60))
    assert actions.purge_removed_files() == 0
    assert GroupFile.objects.exists()


@on_a_disk
def test_a_content_without_a_row_is_swept_after_a_day(inside, file):
    stray = default_storage.save("groups/verdwaald", ContentFile(b"x"))
    actions.purge_removed_files()
    assert default_storage.exists(stray)
    age(stray, 2)
    age(file.versions.get().content.name, 2)
    actions.purge_removed_files()
    assert not default_storage.exists(stray)
    assert default_storage.exists(file.versions.get().content.name)


# Getting out ----------------------------------------------------------------------------------


def test_a_download_is_an_attachment_that_can_do_nothing(inside, file):
    response = inside.get("observer", "file_download", file.public_id, 1)
    response.close()
    assert response["Content-Disposition"] == 'attachment; filename="les.txt"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox; frame-ancestors 'none'"
    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Type"].startswith("text/plain")


def test_a_name_with_accents_and_quotes_stays_one_clean_header(inside):
    content = safe(b"x", 'café "één".txt')
    file = actions.add_file(group=inside.group, by=inside.member, content=content)[0]
    header = inside.get("member", "file_download", file.public_id, 1)["Content-Disposition"]
    assert header.startswith("attachment; filename")
    assert "\n" not in header


@pytest.mark.parametrize("who", ["outsider", "coordinator"])
def test_nobody_from_outside_gets_a_file(inside, file, who):
    assert inside.get(who, "file_download", file.public_id, 1).status_code == 403
    assert inside.get(who, "file_list").status_code == 403


def test_a_stranger_goes_to_the_log_in_page(inside, file):
    assert Client().get(inside.url("file_download", file.public_id, 1)).status_code == 302


def test_who_left_gets_nothing_from_that_day_on(inside, file):
    client = inside.client("member")
    assert client.get(inside.url("file_download", file.public_id, 1)).status_code == 200
    inside.group.memberships.filter(member=inside.member).update(end=timezone.localdate())
    assert client.get(inside.url("file_download", file.public_id, 1)).status_code == 403
    assert not GroupFile.objects.visible_to(inside.member).exists()


def test_a_file_of_another_group_does_not_exist_here(inside):
    other = actions.add_file(group=f.GroupFactory(), by=inside.lead, content=safe())[0]
    assert inside.get("lead", "file_download", other.public_id, 1).status_code == 404


def test_a_lost_content_is_not_a_server_error(inside, file):
    default_storage.delete(file.versions.get().content.name)
    assert inside.get("lead", "file_download", file.public_id, 1).status_code == 404


def test_no_title_of_a_file_stands_in_the_audit_trail(inside):
    file = actions.add_file(group=inside.group, by=inside.member, content=safe(), title=SECRET)[0]
    actions.rename_file(file=file, by=inside.member, title=f"{SECRET}-2", description=SECRET)
    actions.remove_file(file=file, by=inside.member)
    assert AuditEvent.objects.exists()
    assert SECRET not in str(list(AuditEvent.objects.values()))


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_list_costs_the_same_whatever_its_length(inside, django_assert_num_queries, item_count):
    for number in range(item_count):
        giver = f.GroupMembershipFactory(group=inside.group).member
        actions.add_file(group=inside.group, by=giver, content=safe(f"tekst {number}".encode()))
    client = inside.client("member")
    with django_assert_num_queries(7):
        client.get(inside.url("file_list"))


@pytest.mark.parametrize("item_count", [1, 3])
def test_a_file_costs_the_same_whatever_its_versions(inside, file, django_assert_num_queries, item_count):
    for number in range(item_count):
        giver = f.GroupMembershipFactory(group=inside.group).member
        actions.add_version(file=file, by=giver, content=safe(f"tekst {number}".encode()))
    client = inside.client("member")
    with django_assert_num_queries(7):
        client.get(inside.url("file_detail", file.public_id))
