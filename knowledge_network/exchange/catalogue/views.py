"""The catalogue for harvesters of others."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from knowledge_network.exchange.catalogue.actions import note_harvest
from knowledge_network.exchange.catalogue.answers import answer_harvester
from knowledge_network.kit.rate_limit import too_many

# Seconds after which a harvester that asks too much may come back.
LATER = "60"


@csrf_exempt
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def oai(request: HttpRequest) -> HttpResponse:
    """OAI-PMH 2.0, which wants the same of GET and POST. Nobody is known here; only when records were given is kept."""
    if too_many(request, "catalogue_harvest"):
        response = HttpResponse("Later, please.", status=503, content_type="text/plain; charset=utf-8")
        response["Retry-After"] = LATER
        return response
    sent = request.POST if request.method == "POST" else request.GET
    answer = answer_harvester(dict(sent.lists()))
    if answer.harvested is not None:
        note_harvest(answer.harvested)
    return HttpResponse(answer.content, content_type="text/xml; charset=utf-8")
