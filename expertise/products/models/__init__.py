"""The knowledge base: products with their files, reviews and uses; and methods."""

from expertise.products.models.kept import KeptProduct
from expertise.products.models.product import (
    KnowledgeProduct,
    KnowledgeProductQuerySet,
    MethodCard,
    ProductContact,
    ProductReview,
    ProductUse,
    ProductVersion,
)

__all__ = [
    "KeptProduct",
    "KnowledgeProduct",
    "KnowledgeProductQuerySet",
    "MethodCard",
    "ProductContact",
    "ProductReview",
    "ProductUse",
    "ProductVersion",
]
