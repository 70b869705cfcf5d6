"""What the SQL of other parts may read of products: that somebody used one, on which day."""

from __future__ import annotations

from expertise.products.models import ProductUse
from knowledge_network.kit.database_views import View, register

register(
    View(
        "expertise_used_product",
        ProductUse.objects.all,
        {"member_id": "member_id", "product_id": "product_id", "used_on": "used_on"},
    ),
)
