"""The addresses below `/lesson-study/`; each room keeps its own."""

from knowledge_network.kit.rooms import addresses_of

app_name = "lesson_study"

urlpatterns = addresses_of("lesson_study")
