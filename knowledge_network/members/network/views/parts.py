"""The parts of the settings; on the way through setting up the same pages are its steps."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.http import form_page, render_page, require
from knowledge_network.kit.network import read_network
from knowledge_network.members.admission.actions.accounts import AdmissionError
from knowledge_network.members.network import presenters
from knowledge_network.members.network.actions import settings as actions
from knowledge_network.members.network.actions import setup
from knowledge_network.members.network.enums import Section, SetupStep
from knowledge_network.members.network.forms.beside import PartnersForm, PersonForm, StarterForm
from knowledge_network.members.network.forms.sections import SECTION_FORMS, LookForm, SectionForm
from knowledge_network.members.network.logos import store_logo
from knowledge_network.members.network.queries import count_coordinators, find_boards, find_partnership
from knowledge_network.members.network.views.settings import open_steps, trail
from knowledge_network.members.organisations.models import Partnership
from knowledge_network.members.people.requests import MemberRequest
from knowledge_network.members.vocabulary.actions import add_starter
from knowledge_network.members.vocabulary.starter import StarterSet, count_starter
from knowledge_network.topics.models import Topic

BOARDS_SHOWN = 60


def _page(
    request: MemberRequest, code: str, template: str, context: dict[str, object], *, status: int = 200
) -> HttpResponse:
    walk = presenters.build_walk(request.user, code, open_steps()) if "opzet" in request.GET else None
    return render_page(request, template, {"walk": walk, "trail": trail(), **context}, status=status)


def _go_on(request: MemberRequest, code: str) -> HttpResponseRedirect:
    """To the next step on the way through setting up, else back to the settings."""
    if "opzet" in request.GET:
        return redirect(presenters.find_next_url(request.user, code, open_steps()))
    return redirect("members:network_settings")


@form_page
def network_section(request: MemberRequest, section: str) -> HttpResponse:
    """Fields of the partnership, those of one part."""
    require(request, "members.manage_network")
    chosen = next((one for one in Section if one.address == section), None)
    if chosen is None:
        raise Http404
    network = find_partnership() or Partnership()
    form = SECTION_FORMS[chosen](request.POST or None, request.FILES or None, instance=network)
    if request.method == "POST" and form.is_valid() and _save(request, chosen, form):
        messages.success(request, _("Saved: %(part)s.") % {"part": chosen.label})
        return _go_on(request, chosen)
    context = {"form": form, "section": chosen, "words": presenters.WORDS[chosen], "is_mail": chosen == Section.MAIL}
    status = 422 if form.errors else 200
    return _page(request, chosen, "members/network/network_section.html", context, status=status)


def _save(request: MemberRequest, section: Section, form: SectionForm) -> bool:
    values = form.values()
    if isinstance(form, LookForm):
        if form.logo is not None:
            values["logo"] = store_logo(form.logo)
        elif form.cleaned_data.get("remove_logo"):
            values["logo"] = ""
    try:
        actions.change_network(section=section, by=request.user, **values)
    except ValidationError as error:
        form.add_error(None, error.messages)
        return False
    if section in SetupStep:
        setup.finish_step(step=section, by=request.user)
    return True


@form_page
def network_second(request: MemberRequest) -> HttpResponse:
    """Somebody to run the network with."""
    require(request, presenters.find_permission(SetupStep.SECOND))
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            second = setup.invite_second(by=request.user, **form.cleaned_data)
        except AdmissionError as error:
            form.add_error("email", str(error))
        except RefusedError as error:
            form.add_error(None, str(error))
        else:
            setup.finish_step(step=SetupStep.SECOND, by=request.user)
            messages.success(request, _("%(name)s gets a mail.") % {"name": second.get_full_name()})
            return _go_on(request, SetupStep.SECOND)
    context = {
        "form": form,
        "coordinators": count_coordinators(),
        "has_second": setup.takes_two(by=request.user),
        "may_invite": request.user.has_perm("members.invite_member"),
    }
    status = 422 if form.errors else 200
    return _page(request, SetupStep.SECOND, "members/network/network_second.html", context, status=status)


@form_page
def network_partners(request: MemberRequest) -> HttpResponse:
    """Boards of the register: search, tick, and they take part with their schools."""
    require(request, presenters.find_permission(SetupStep.PARTNERS))
    form = PartnersForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        count = setup.bring_in_partners(organisations=form.cleaned_data["boards"], by=request.user)
        setup.finish_step(step=SetupStep.PARTNERS, by=request.user)
        said = ngettext("%(count)s board takes part now.", "%(count)s boards take part now.", count)
        messages.success(request, said % {"count": count})
        return _go_on(request, SetupStep.PARTNERS)
    text = request.GET.get("zoek", "")[:100]
    found = find_boards(text)
    boards = list(found.outside[: BOARDS_SHOWN + 1])
    context = {
        "form": form,
        "text": text,
        "boards": presenters.present_boards(boards[:BOARDS_SHOWN]),
        "has_more": len(boards) > BOARDS_SHOWN,
        "most": BOARDS_SHOWN,
        "known": found.known,
        "taking_part": found.taking_part,
    }
    status = 422 if form.errors else 200
    return _page(request, SetupStep.PARTNERS, "members/network/network_partners.html", context, status=status)


@form_page
def network_topics(request: MemberRequest) -> HttpResponse:
    """A list to begin with; what is there already stays as it is."""
    require(request, presenters.find_permission(SetupStep.TOPICS))
    form = StarterForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        count = add_starter(sets=form.cleaned_data["sets"], by=request.user)
        setup.finish_step(step=SetupStep.TOPICS, by=request.user)
        said = ngettext("%(count)s topic came in.", "%(count)s topics came in.", count)
        messages.success(request, said % {"count": count})
        return _go_on(request, SetupStep.TOPICS)
    context = {
        "form": form,
        "known": Topic.objects.approved().count(),
        "sizes": [(one.label, count_starter(one)) for one in StarterSet],
    }
    status = 422 if form.errors else 200
    return _page(request, SetupStep.TOPICS, "members/network/network_topics.html", context, status=status)


@require_POST
def network_later(request: MemberRequest, step: str) -> HttpResponse:
    """Leave a step for later and go on; the checklist keeps saying that it is missing.

    With `klaar`, what is there already is enough: lists that came in another way, boards that take part already.
    """
    chosen = next((one for one in SetupStep if one.address == step), None)
    if chosen is None:
        raise Http404
    require(request, presenters.find_permission(chosen))
    if "klaar" in request.POST:
        setup.finish_step(step=chosen, by=request.user)
    else:
        setup.leave_step(step=chosen, by=request.user)
    return redirect(presenters.find_next_url(request.user, chosen, read_network().open_steps))
