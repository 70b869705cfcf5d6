"""The addresses of expertise: who knows what, asking, what is missing, and what was made; each room keeps its own."""

from knowledge_network.kit.rooms import addresses_of

app_name = "expertise"

urlpatterns = addresses_of("expertise")
