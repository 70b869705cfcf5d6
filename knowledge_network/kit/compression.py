"""Text leaves the site compressed, whether or not a proxy before it would do that: a page weighs a fifth of it."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

TEXTS = ("text/", "application/json", "application/ld+json", "application/xml", "application/atom+xml", "image/svg+xml")
PART_OF_A_FILE = 206


class CompressTextMiddleware(GZipMiddleware):
    """Django's own, for text alone: pictures, films and workbooks are small already, and are asked for in parts.

    It makes the length of an answer uncertain by a hundred bytes, so that nobody can guess a secret by what a guess in
    the address does to that length; tokens of forms are masked anew in each page besides.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.status_code == PART_OF_A_FILE or not response.get("Content-Type", "").startswith(TEXTS):
            return response
        answer: HttpResponseBase = super().process_response(request, response)
        return answer
