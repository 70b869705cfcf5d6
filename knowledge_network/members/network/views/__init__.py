"""Pages of the settings of the network."""
