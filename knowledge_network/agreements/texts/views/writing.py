"""Writing an agreement: starting it, its articles and parties, and what people remark on them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from knowledge_network.agreements.texts.actions import comments, drafts
from knowledge_network.agreements.texts.clauses import find_references
from knowledge_network.agreements.texts.entrance import (
    CHANGE,
    WRITE,
    enter_agreement,
    get_article,
    get_party,
    render_agreement,
)
from knowledge_network.agreements.texts.forms import (
    AboutForm,
    ArticleForm,
    MoveForm,
    NewArticleForm,
    PartyForm,
    RemarkForm,
    StartForm,
)
from knowledge_network.agreements.texts.models import Article, ArticleComment, CollaborationAgreement
from knowledge_network.agreements.texts.presenters import (
    count_open_remarks,
    say_term,
    shown_articles,
    shown_parties,
    trail,
)
from knowledge_network.agreements.texts.templates import TEMPLATES
from knowledge_network.kit.diff import as_html
from knowledge_network.kit.drafts import forget_drafts
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.http import form_page, render_page, require, sent
from knowledge_network.members.organisations.actions import the_partnership
from knowledge_network.members.organisations.models import Partnership
from knowledge_network.members.people.requests import MemberRequest

COMMENT = "agreements.comment"


def _to(name: str, agreement: CollaborationAgreement, *args: str, at: str = "") -> HttpResponseRedirect:
    address = reverse(f"agreements:{name}", args=[agreement.public_id, *args])
    return HttpResponseRedirect(f"{address}#{at}" if at else address)


@form_page
def agreement_start(request: MemberRequest) -> HttpResponse:
    require(request, WRITE)
    form = StartForm(sent(request)[0])
    status = 200
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        template = TEMPLATES[data.pop("template")]
        try:
            agreement = drafts.draft_agreement(
                partnership=the_partnership(), by=request.user, template=template, **data
            )
            messages.success(request, _("The draft is there. Change what you want; nobody has to sign yet."))
            return _to("agreement_write", agreement)
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
            status = 409
    context = {"form": form, "trail": trail(), "followed": drafts.find_followed(Partnership.objects.first())}
    return render_page(request, "agreements/texts/agreement_start.html", context, status=status)


@require_POST
def agreement_next(request: MemberRequest, public_id: str) -> HttpResponse:
    """A draft of the version that follows this one."""
    agreement = enter_agreement(request, public_id, WRITE)
    try:
        made = drafts.draft_next_version(agreement=agreement, by=request.user)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(agreement.get_absolute_url())
    messages.success(request, _("The draft of the next version is there, with the text of this one."))
    return _to("agreement_write", made)


@require_safe
def agreement_write(request: MemberRequest, public_id: str) -> HttpResponse:
    """The desk of a draft: its articles with what can be done to them, its parties, and what is open."""
    agreement = enter_agreement(request, public_id, CHANGE)
    rows = list(agreement.articles.order_by("number"))
    parties = agreement.parties.select_related("organisation__successor", "signatory").order_by("name_as_signed")
    context = {
        "articles": shown_articles(rows, count_open_remarks(rows)),
        "parties": shown_parties(list(parties)),
        "party_form": PartyForm(agreement=agreement),
        "term": say_term(agreement),
    }
    return render_agreement(request, "agreements/texts/agreement_write.html", agreement, context)


@form_page
def agreement_describe(request: MemberRequest, public_id: str) -> HttpResponse:
    """Title, days, notice and considerations."""
    agreement = enter_agreement(request, public_id, CHANGE)
    form = AboutForm(sent(request)[0], agreement=agreement)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            drafts.describe_agreement(agreement=agreement, by=request.user, **form.cleaned_data)
            return forget_drafts(_to("agreement_write", agreement), f"agreement-about-{public_id}-")
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
            status = 409
    return render_agreement(
        request, "agreements/texts/agreement_describe.html", agreement, {"form": form}, status=status
    )


@require_POST
def agreement_discard(request: MemberRequest, public_id: str) -> HttpResponse:
    agreement = enter_agreement(request, public_id, CHANGE)
    try:
        drafts.discard_draft(agreement=agreement, by=request.user)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
        return _to("agreement_write", agreement)
    messages.success(request, _("The draft was removed."))
    return HttpResponseRedirect(reverse("agreements:agreement_list"))


# Articles -------------------------------------------------------------------------------------


@form_page
def article_add(request: MemberRequest, public_id: str) -> HttpResponse:
    agreement = enter_agreement(request, public_id, CHANGE)
    form = NewArticleForm(sent(request)[0], agreement=agreement)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            article = drafts.add_article(agreement=agreement, by=request.user, **form.cleaned_data)
            answer = _to("agreement_write", agreement, at=f"artikel-{article.number}")
            return forget_drafts(answer, f"article-new-{public_id}-")
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
            status = 409
    context = {"form": form, "key": f"article-new-{public_id}"}
    return render_agreement(request, "agreements/texts/article_add.html", agreement, context, status=status)


@form_page
def article_change(request: MemberRequest, public_id: str, article: str) -> HttpResponse:
    """Write an article. What a colleague wrote meanwhile is laid together with it, or shown beside it."""
    agreement = enter_agreement(request, public_id, CHANGE)
    row = get_article(agreement, article)
    form = ArticleForm(sent(request)[0], article=row)
    context: dict[str, object] = {"article": row, "key": f"article-{row.public_id}"}
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            saved = drafts.change_article(article=row, by=request.user, **form.cleaned_data)
            if saved.is_saved:
                _tell_saved(request, together=saved.laid_together)
                answer = _to("agreement_write", agreement, at=f"artikel-{saved.article.number}")
                return forget_drafts(answer, f"article-{row.public_id}-")
            # Who saves again has read what the other wrote.
            form = ArticleForm({**form.cleaned_data, "base": saved.theirs}, article=row)
            context |= {"theirs": saved.theirs, "changes": as_html(saved.theirs, saved.mine)}
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        status = 409
    context["form"] = form
    return render_agreement(request, "agreements/texts/article_change.html", agreement, context, status=status)


def _tell_saved(request: MemberRequest, *, together: bool) -> None:
    if together:
        text = _("Saved. A colleague wrote in this article too; your texts are laid together. Read it once more.")
        messages.warning(request, text)
    else:
        messages.success(request, _("The article is saved."))


@require_POST
def article_move(request: MemberRequest, public_id: str, article: str) -> HttpResponse:
    agreement = enter_agreement(request, public_id, CHANGE)
    row = get_article(agreement, article)
    form = MoveForm(request.POST)
    if form.is_valid():
        try:
            drafts.move_article(article=row, by=request.user, number=form.cleaned_data["number"])
        except RefusedError as refusal:
            messages.error(request, str(refusal))
    moved = Article.objects.get(pk=row.pk)
    return _to("agreement_write", agreement, at=f"artikel-{moved.number}")


@form_page
def article_remove(request: MemberRequest, public_id: str, article: str) -> HttpResponse:
    """Which articles refer to it, and then taking it out: their references are left without an end."""
    agreement = enter_agreement(request, public_id, CHANGE)
    row = get_article(agreement, article)
    if request.method == "POST":
        try:
            drafts.remove_article(article=row, by=request.user)
            messages.success(request, _("Article «%(title)s» was taken out.") % {"title": row.title})
        except RefusedError as refusal:
            messages.error(request, str(refusal))
        return _to("agreement_write", agreement)
    others = agreement.articles.exclude(pk=row.pk).order_by("number")
    referring = [other for other in others if any(found.article == row.number for found in find_references(other.text))]
    context = {"article": row, "referring": referring}
    return render_agreement(request, "agreements/texts/article_remove.html", agreement, context)


@form_page
def article_discuss(request: MemberRequest, public_id: str, article: str) -> HttpResponse:
    """What people remark on an article, and what was done with it."""
    agreement = enter_agreement(request, public_id, COMMENT)
    row = get_article(agreement, article)
    form = RemarkForm(sent(request)[0])
    if request.method == "POST" and form.is_valid():
        comments.add_comment(article=row, by=request.user, text=form.cleaned_data["text"])
        messages.success(request, _("Your remark stands beside the article."))
        answer = _to("article_discuss", agreement, row.public_id)
        return forget_drafts(answer, f"remark-{row.public_id}-")
    remarks = row.comments.select_related("author").order_by("resolved_at", "at", "pk")
    (shown,) = [
        line for line in shown_articles(list(agreement.articles.order_by("number"))) if line.number == row.number
    ]
    context = {
        "article": shown,
        "remarks": sorted(remarks, key=lambda remark: (remark.resolved_at is not None, remark.at)),
        "form": form,
        "can_write": request.user.has_perm(CHANGE, agreement),
    }
    return render_agreement(request, "agreements/texts/article_discuss.html", agreement, context)


@require_POST
def remark_resolve(request: MemberRequest, public_id: str, article: str, remark: str) -> HttpResponse:
    """Dealt with, or not after all."""
    agreement = enter_agreement(request, public_id, CHANGE)
    row = get_article(agreement, article)
    comment = get_object_or_404(ArticleComment, article=row, public_id=remark)
    comment.article = row
    comments.resolve_comment(comment=comment, by=request.user)
    return _to("article_discuss", agreement, row.public_id)


# Parties --------------------------------------------------------------------------------------


@require_POST
def party_add(request: MemberRequest, public_id: str) -> HttpResponse:
    agreement = enter_agreement(request, public_id, CHANGE)
    form = PartyForm(request.POST, agreement=agreement)
    if not form.is_valid():
        messages.error(request, _("Choose an organisation from the list."))
        return _to("agreement_write", agreement, at="partijen")
    try:
        drafts.add_party(agreement=agreement, by=request.user, organisation=form.cleaned_data["organisation"])
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    return _to("agreement_write", agreement, at="partijen")


@require_POST
def party_remove(request: MemberRequest, public_id: str, party: str) -> HttpResponse:
    agreement = enter_agreement(request, public_id, CHANGE)
    try:
        drafts.remove_party(party=get_party(agreement, party), by=request.user)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    return _to("agreement_write", agreement, at="partijen")
