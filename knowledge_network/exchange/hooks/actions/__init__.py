"""Systems of others that hear of changes: looking after them, and telling them."""
