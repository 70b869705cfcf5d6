"""The addresses of expertise: who knows what, asking, what is missing, and what was made."""

from expertise.asking import urls as help_requests
from expertise.claims import urls as claims
from expertise.finding import urls as finder
from expertise.gaps import urls as gaps
from expertise.products import urls as products

app_name = "expertise"

urlpatterns = [
    *gaps.urlpatterns,
    *finder.urlpatterns,
    *help_requests.urlpatterns,
    *products.urlpatterns,
    # Last: `expertise/<one claim>/` would take every other address of one word.
    *claims.urlpatterns,
]
