"""The whole platform on one machine, with its data in `.data/`."""
