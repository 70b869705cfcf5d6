"""The addresses of expertise: who knows what, asking, what is missing, and what was made; each room keeps its own."""

from knowledge_network.kit.rooms import collect_addresses

app_name = "expertise"

urlpatterns = collect_addresses("expertise")
