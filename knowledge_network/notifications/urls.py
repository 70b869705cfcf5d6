"""The addresses of the bell, of choices about mail, and of what was sent; each room keeps its own."""

from knowledge_network.kit.rooms import addresses_of

app_name = "notifications"

urlpatterns = addresses_of("knowledge_network.notifications")
