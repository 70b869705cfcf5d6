"""Files of the closed space: the list, one with its versions, putting in, getting out."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.forms import AddVersionForm
from knowledge_network.kit.http import sent, serve_upload
from knowledge_network.kit.messages import offer_undo
from knowledge_network.kit.pagination import paginate
from knowledge_network.members.people.requests import MemberRequest
from plg.space.actions import files as actions
from plg.space.entrance import Space, enter, render_space
from plg.space.forms import AddFilesForm, RenameFileForm
from plg.space.models import FileVersion, GroupFile
from plg.space.posts import name_author


@require_safe
def file_list(request: MemberRequest, slug: str) -> HttpResponse:
    space = enter(request, slug)
    files = GroupFile.objects.present().filter(group=space.group).with_newest_version().select_related("added_by")
    page = paginate(files, request.GET, by=("-changed_at", "-public_id"), size=30)
    context = {
        "page": page,
        "files": [_draw_file(space, file) for file in page],
        "form": AddFilesForm(),
        "room": _measure_room(space),
        "can_add": space.may("plg.add_file"),
    }
    return render_space(request, space, "plg/space/file_list.html", "files", context)


@dataclass(frozen=True)
class FileLine:
    """A line of the list of files."""

    title: str
    description: str
    url: str
    download_url: str
    sort: str
    size: str
    version: int
    changed_at: dt.datetime
    added_by: str


def _draw_file(space: Space, file: Any) -> FileLine:
    """`file` comes `with_newest_version`."""
    return FileLine(
        title=file.title,
        description=file.description,
        url=space.url("file_detail", file.public_id),
        download_url=space.url("file_download", file.public_id, file.newest),
        sort=name_sort(file.file_name),
        size=filesizeformat(file.size),
        version=file.newest,
        changed_at=file.changed_at,
        added_by=name_author(file.added_by),
    )


def name_sort(file_name: str) -> str:
    """The extension in capitals, as people call the sort of file."""
    return file_name.rpartition(".")[2].upper()


@dataclass(frozen=True)
class RoomLeft:
    """How much of its room for files the group uses."""

    used: str
    quota: str
    percent: int


def _measure_room(space: Space) -> RoomLeft:
    used, quota = actions.used_bytes(space.group), actions.quota_bytes()
    return RoomLeft(filesizeformat(used), filesizeformat(quota), min(100, used * 100 // max(quota, 1)))


@require_http_methods(["GET", "HEAD", "POST"])
def file_add(request: MemberRequest, slug: str) -> HttpResponse:
    """Put files in. What is right is kept even when another file is wrong; each problem is told with its file."""
    space = enter(request, slug, "plg.add_file")
    form = AddFilesForm(*sent(request))
    if request.method == "POST" and form.is_valid():
        problems = add_files(request, space, form)
        if not problems:
            return HttpResponseRedirect(space.url("file_list"))
        for problem in problems:
            form.add_error("uploads", problem)
    context = {"form": form, "room": _measure_room(space)}
    return render_space(request, space, "plg/space/file_add.html", "files", context, status=422 if form.errors else 200)


def add_files(request: MemberRequest, space: Space, form: AddFilesForm) -> list[str]:
    """Store what is good, say so, and give what is wrong in words."""
    problems, added = [], 0
    for name, content, errors in form.cleaned_data["uploads"]:
        problems += [f"{name}: {error}" for error in errors]
        if content is None:
            continue
        try:
            file, is_new = actions.add_file(
                group=space.group, by=request.user, content=content, description=form.cleaned_data["description"]
            )
        except RefusedError as refusal:
            problems.append(f"{name}: {refusal}")
            continue
        added += is_new
        if not is_new:
            messages.info(request, _("«%(title)s» is in the group already.") % {"title": file.title})
    if added:
        text = ngettext("%(count)s file is in the group now.", "%(count)s files are in the group now.", added)
        messages.success(request, text % {"count": added})
    return problems


def get_file(space: Space, public_id: str) -> GroupFile:
    file = get_object_or_404(GroupFile.objects.present().filter(group=space.group), public_id=public_id)
    file.group = space.group
    return file


def get_permitted_file(request: MemberRequest, space: Space, public_id: str, permission: str) -> GroupFile:
    """The file when the reader has `permission` on it: 404 when it is not in this group, 403 when it is."""
    file = get_file(space, public_id)
    if not request.user.has_perm(permission, file):
        raise PermissionDenied
    return file


@require_safe
def file_detail(request: MemberRequest, slug: str, public_id: str) -> HttpResponse:
    space = enter(request, slug)
    file = get_file(space, public_id)
    return render_file(request, space, file, AddVersionForm())


def render_file(
    request: MemberRequest, space: Space, file: GroupFile, form: AddVersionForm, *, status: int = 200
) -> HttpResponse:
    versions = list(file.versions.select_related("added_by").order_by("-number"))
    context = {
        "file": file,
        "form": form,
        "versions": [_draw_version(space, file, row, is_newest=index == 0) for index, row in enumerate(versions)],
        "can_change": request.user.has_perm("plg.change_file", file),
        "can_remove": request.user.has_perm("plg.remove_file", file),
    }
    return render_space(request, space, "plg/space/file_detail.html", "files", context, status=status)


@dataclass(frozen=True)
class VersionLine:
    """A version of a file; `restore_url` is empty for the newest."""

    number: int
    file_name: str
    size: str
    sort: str
    note: str
    restored_from: int | None
    sha256: str
    added_at: dt.datetime
    added_by: str
    download_url: str
    restore_url: str


def _draw_version(space: Space, file: GroupFile, version: FileVersion, *, is_newest: bool) -> VersionLine:
    return VersionLine(
        number=version.number,
        file_name=version.file_name,
        size=filesizeformat(version.size),
        sort=name_sort(version.file_name),
        note=version.note,
        restored_from=version.restored_from,
        sha256=version.sha256,
        added_at=version.added_at,
        added_by=name_author(version.added_by),
        download_url=space.url("file_download", file.public_id, version.number),
        restore_url="" if is_newest else space.url("file_version_restore", file.public_id, version.number),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def file_version_add(request: MemberRequest, slug: str, public_id: str) -> HttpResponse:
    space = enter(request, slug)
    file = get_permitted_file(request, space, public_id, "plg.change_file")
    form = AddVersionForm(*sent(request))
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.add_version(file=file, by=request.user, content=data["content"], note=data["note"])
            messages.success(request, _("The new version is there. The older ones are kept."))
            return HttpResponseRedirect(space.url("file_detail", public_id))
        except RefusedError as refusal:
            form.add_error("content", str(refusal))
    return render_file(request, space, file, form, status=status)


@require_safe
def file_download(request: MemberRequest, slug: str, public_id: str, number: int) -> FileResponse:
    """One version as an attachment. Whether the reader may have it is asked again each time; nothing caches it."""
    space = enter(request, slug)
    version = get_object_or_404(get_file(space, public_id).versions, number=number)
    return serve_upload(version.content, name=version.file_name, media_type=version.media_type)


@require_POST
def file_version_restore(request: MemberRequest, slug: str, public_id: str, number: int) -> HttpResponse:
    space = enter(request, slug)
    file = get_permitted_file(request, space, public_id, "plg.change_file")
    version = get_object_or_404(file.versions, number=number)
    actions.restore_version(version=version, by=request.user)
    messages.success(request, _("Version %(number)s is the newest again.") % {"number": number})
    return HttpResponseRedirect(space.url("file_detail", public_id))


@require_http_methods(["GET", "HEAD", "POST"])
def file_edit(request: MemberRequest, slug: str, public_id: str) -> HttpResponse:
    """Another name or description; the content has its own way in."""
    space = enter(request, slug)
    file = get_permitted_file(request, space, public_id, "plg.change_file")
    title = file.title
    form = RenameFileForm(sent(request)[0], instance=file)
    if request.method == "POST" and form.is_valid():
        stored = get_file(space, public_id)
        data = form.cleaned_data
        actions.rename_file(file=stored, by=request.user, title=data["title"], description=data["description"])
        messages.success(request, _("The name is saved."))
        return HttpResponseRedirect(space.url("file_detail", public_id))
    context = {"form": form, "file": file, "title": title}
    return render_space(request, space, "plg/space/file_edit.html", "files", context)


@require_POST
def file_remove(request: MemberRequest, slug: str, public_id: str) -> HttpResponse:
    space = enter(request, slug)
    file = get_permitted_file(request, space, public_id, "plg.remove_file")
    actions.remove_file(file=file, by=request.user)
    text = _("«%(title)s» was removed.") % {"title": file.title}
    offer_undo(request, text, space.url("file_restore", public_id))
    return HttpResponseRedirect(space.url("file_list"))


@require_POST
def file_restore(request: MemberRequest, slug: str, public_id: str) -> HttpResponse:
    space = enter(request, slug)
    file = get_object_or_404(GroupFile.objects.filter(group=space.group), public_id=public_id)
    file.group = space.group
    if not request.user.has_perm("plg.remove_file", file):
        raise PermissionDenied
    actions.restore_file(file=file, by=request.user)
    messages.success(request, _("«%(title)s» is back.") % {"title": file.title})
    return HttpResponseRedirect(space.url("file_detail", public_id))
