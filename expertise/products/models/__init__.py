"""The knowledge base: products with their files, reviews and uses; and methods."""

from expertise.products.models.kept import KeptProduct
from expertise.products.models.method import MethodCard
from expertise.products.models.product import (
    KnowledgeProduct,
    KnowledgeProductQuerySet,
    ProductContact,
    ProductVersion,
)
from expertise.products.models.review import ProductReview
from expertise.products.models.use import ProductUse

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
