"""The addresses of people and organisations; each room keeps its own."""

from knowledge_network.kit.rooms import addresses_of

app_name = "members"

urlpatterns = addresses_of("knowledge_network.members")
