"""Certificates: who of a group gets one, one's own as PDF, and the public page that says whether one is valid."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from knowledge_network.kit.http import as_context, sent
from knowledge_network.kit.rate_limit import find_sender
from knowledge_network.members.accounts.actions import note_guess
from knowledge_network.members.people.requests import MemberRequest
from knowledge_network.school_year.calendar import school_year_start
from plg.groups.models import Group
from plg.meetings.enums import MeetingStatus
from plg.meetings.models import Meeting
from plg.records.actions import certificates as actions
from plg.records.enums import CertificateVerdict
from plg.records.forms.attendance import CertificateTermsForm, CodeForm, WithdrawForm
from plg.records.hours import Candidate, list_candidates, span_year
from plg.records.models import Certificate
from plg.records.presenters.certificates import draw_certificate
from plg.space.entrance import enter, render_space


def read_period(request: MemberRequest) -> tuple[dt.date, dt.date]:
    """The school year that was asked for (`?schooljaar=2025`), or this one."""
    text = request.GET.get("schooljaar", "") or request.POST.get("school_year", "")
    this = school_year_start(timezone.localdate())
    year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else this.year
    return span_year(dt.date(min(max(year, 2000), this.year), 8, 1))


@require_http_methods(["GET", "HEAD", "POST"])
def certificate_list(request: MemberRequest, slug: str) -> HttpResponse:
    """Who did enough in a school year, and giving them their certificate. For who leads the group."""
    space = enter(request, slug, "plg.manage_certificates")
    first, last = read_period(request)
    if request.method == "POST":
        made = actions.issue_certificates(
            group=space.group, by=request.user, first=first, last=last, members=set(request.POST.getlist("members"))
        )
        text = ngettext("%(n)d certificate is issued.", "%(n)d certificates are issued.", len(made)) % {"n": len(made)}
        messages.success(request, text)
        return HttpResponseRedirect(reverse("plg:certificate_list", args=[slug], query={"schooljaar": first.year}))
    terms = CertificateTermsForm(instance=space.group)
    context = {"terms": terms, "withdraw": WithdrawForm(), **as_context(_look_at_year(space.group, first, last))}
    return render_space(request, space, "plg/records/certificate_list.html", "meetings", context)


@dataclass(frozen=True)
class CertificateYear:
    """A school year of a group: who did enough, how many meetings wait to be confirmed, and the years to choose."""

    candidates: list[Candidate]
    can_issue: bool
    is_given: bool
    waiting: int
    withdrawn: list[Certificate]
    first: dt.date
    label: str
    years: list[tuple[int, str]]


def _look_at_year(group: Group, first: dt.date, last: dt.date) -> CertificateYear:
    given = list(Certificate.objects.filter(group=group, first_day=first, last_day__lte=last).order_by("-issued_at"))
    this = school_year_start(timezone.localdate()).year
    candidates = list_candidates(group, first, last)
    unconfirmed = Meeting.objects.filter(
        group=group,
        status__in=MeetingStatus.COUNTS_AS_HELD,
        attendance_confirmed_at__isnull=True,
        starts_at__date__gte=first,
        starts_at__date__lte=last,
        ends_at__lt=timezone.now(),
    )
    return CertificateYear(
        candidates=candidates,
        can_issue=any(row.qualifies and row.certificate is None for row in candidates),
        is_given=any(row.withdrawn_at is None for row in given),
        waiting=unconfirmed.count(),
        withdrawn=[row for row in given if row.withdrawn_at is not None],
        first=first,
        label=f"{first.year}-{last.year}",
        years=[(year, f"{year}-{year + 1}") for year in range(this, this - 3, -1)],
    )


@require_safe
def certificate_zip(request: MemberRequest, slug: str) -> HttpResponse:
    """All certificates that were given in a school year and stand, to hand out. For who leads the group."""
    space = enter(request, slug, "plg.manage_certificates")
    first, last = read_period(request)
    given = Certificate.objects.filter(group=space.group, first_day=first, last_day__lte=last, withdrawn_at=None)
    certificates = list(given.order_by("holder", "pk"))
    if not certificates:
        messages.info(request, _("No certificates were issued in this school year yet."))
        return HttpResponseRedirect(reverse("plg:certificate_list", args=[slug], query={"schooljaar": first.year}))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for certificate in certificates:
            name = f"{slugify(certificate.holder) or 'certificaat'}-{certificate.code}.pdf"
            archive.writestr(name, draw_certificate(certificate))
    response = HttpResponse(target.getvalue(), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="certificaten-{slug}-{first.year}-{last.year}.zip"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
def certificate_terms(request: MemberRequest, slug: str) -> HttpResponse:
    space = enter(request, slug, "plg.manage_certificates")
    form = CertificateTermsForm(sent(request)[0], instance=space.group)
    if form.is_valid():
        actions.set_certificate_terms(
            group=space.group,
            by=request.user,
            hours=form.cleaned_data["certificate_hours"],
            outcomes=form.cleaned_data["learning_outcomes"],
        )
        messages.success(request, _("Saved."))
        return HttpResponseRedirect(space.url("certificate_list"))
    first, last = read_period(request)
    space.group.refresh_from_db()
    context = {"terms": form, "withdraw": WithdrawForm(), **as_context(_look_at_year(space.group, first, last))}
    return render_space(request, space, "plg/records/certificate_list.html", "meetings", context, status=422)


@require_POST
def certificate_withdraw(request: MemberRequest, slug: str, code: str) -> HttpResponse:
    space = enter(request, slug, "plg.manage_certificates")
    certificate = get_object_or_404(Certificate, group=space.group, code=code)
    form = WithdrawForm(request.POST)
    if form.is_valid():
        actions.withdraw_certificate(certificate=certificate, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("The certificate is withdrawn. The public page says so from now on."))
    else:
        messages.error(request, _("Say why the certificate is withdrawn."))
    return HttpResponseRedirect(space.url("certificate_list"))


@require_safe
def certificate_pdf(request: MemberRequest, code: str) -> HttpResponse:
    """One's own certificate."""
    certificate = get_object_or_404(Certificate.objects.visible_to(request.user), code=code)
    response = HttpResponse(draw_certificate(certificate), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="certificaat-{certificate.code}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


# The public page --------------------------------------------------------------------------------

# So many looks of one sender.
GUESSES, GUESSES_COUNT = 60, dt.timedelta(minutes=10)


@login_not_required
@require_safe
def certificate_ask(request: HttpRequest) -> HttpResponse:
    """Type a code to see whether a certificate is valid."""
    form = CodeForm(request.GET if "code" in request.GET else None)
    if form.is_bound and form.is_valid():
        return HttpResponseRedirect(reverse("plg:certificate_check", args=[form.cleaned_data["code"]]))
    return render(request, "plg/records/certificate_ask.html", {"form": form})


@login_not_required
@require_safe
def certificate_check(request: HttpRequest, code: str) -> HttpResponse:
    """Valid, withdrawn or unknown: this and nothing more, with one look in the database whatever the answer."""
    if not note_guess("certificate", find_sender(request), most=GUESSES, within=GUESSES_COUNT):
        return render(request, "429.html", status=429)
    found = Certificate.objects.filter(code=code.upper()[:14]).values_list("withdrawn_at", flat=True)[:1]
    verdict = CertificateVerdict.UNKNOWN
    for withdrawn_at in found:
        verdict = CertificateVerdict.WITHDRAWN if withdrawn_at else CertificateVerdict.VALID
    context = {"verdict": verdict, "verdicts": CertificateVerdict, "code": code}
    response = render(request, "plg/records/certificate_check.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response
