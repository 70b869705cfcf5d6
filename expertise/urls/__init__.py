"""The addresses of expertise: who knows what, asking, what is missing, and what was made."""

from expertise.urls import claims, finder, gaps, help_requests, products

app_name = "expertise"

urlpatterns = [
    *gaps.urlpatterns,
    *finder.urlpatterns,
    *help_requests.urlpatterns,
    *products.urlpatterns,
    # Last: `expertise/<one claim>/` would take every other address of one word.
    *claims.urlpatterns,
]
