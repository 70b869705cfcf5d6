"""Giving and taking: what each partner brings, in the order of the alphabet, with its own words beside the figures."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from knowledge_network.agreements.obligations.queries import current_agreement
from knowledge_network.agreements.pages import presenters
from knowledge_network.agreements.pages.actions import ChangedMeanwhileError, explain_figures
from knowledge_network.agreements.pages.forms import ExplanationForm
from knowledge_network.agreements.texts.form_page import FormPage, render_form
from knowledge_network.agreements.texts.models import Party
from knowledge_network.kit.http import form_page, get_permitted, render_page, require, sent
from knowledge_network.members.people.requests import MemberRequest
from knowledge_network.school_year.calendar import find_school_year


@require_safe
def partner_list(request: MemberRequest) -> HttpResponse:
    require(request, "agreements.view_partners")
    parties = list(Party.objects.filter(agreement=current_agreement()).select_related("explained_by", "organisation"))
    year = find_school_year(timezone.localdate())
    context = {
        "tab": "partners",
        "partners": presenters.present_partners(parties, request.user) if parties else None,
        "school_year": f"{year}-{year + 1}",
    }
    return render_page(request, "agreements/pages/partner_list.html", context)


@form_page
def partner_explain(request: MemberRequest, slug: str) -> HttpResponse:
    """A director of the partner writes what the figures do not show."""
    require(request, "agreements.view_partners")
    rows = Party.objects.present_on(timezone.localdate()).filter(agreement=current_agreement())
    found = get_permitted(request, rows, "agreements.explain_partner", organisation__slug=slug)
    form, status, theirs = ExplanationForm(sent(request)[0], party=found), 200, ""
    if request.method == "POST" and form.is_valid():
        try:
            explain_figures(party=found, by=request.user, **form.cleaned_data)
            messages.success(request, _("Your words stand beside the figures."))
            return HttpResponseRedirect(reverse("agreements:partner_list"))
        except ChangedMeanwhileError as refusal:
            theirs = refusal.theirs
            again = request.POST.copy()
            again["read"] = theirs
            form.data = again
            form.add_error(None, str(refusal))
            status = 409
    back = reverse("agreements:partner_list")
    page = FormPage(
        heading=_("In your own words"),
        button=_("Save"),
        lede=found.name_as_signed,
        trail=[(_("Agreements"), reverse("agreements:agreements_home")), (_("Giving and taking"), back)],
    )
    return render_form(request, form, page, theirs=theirs, status=status)
