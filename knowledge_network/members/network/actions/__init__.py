"""Every write to the settings of the network."""
