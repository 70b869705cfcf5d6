"""Finding who knows: what is kept to be found by, what a question means, and who answers it best."""
