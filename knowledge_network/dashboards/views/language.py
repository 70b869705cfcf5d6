"""The language of pages and mail, for who is signed in and who is not."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST
from django.views.i18n import set_language as set_language_cookie

from knowledge_network.kit.http import check_who_is_signed_in, redirect_back
from knowledge_network.kit.network import read_network
from knowledge_network.members.people.actions.language import choose_language


@login_not_required
@check_who_is_signed_in
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Remember `language` in a cookie, and for a member also for their mail; then go back."""
    language = request.POST.get("language", "")
    if not read_network().speaks(language):
        return redirect_back(request, "/")
    if request.user.is_authenticated and language in dict(settings.LANGUAGES):
        choose_language(member=request.user, language=language)
    return set_language_cookie(request)
