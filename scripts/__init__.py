"""Tools around the product: servers for demo and tests, the supervisor of `make run`, linters, messages."""
