"""One module per part of the app."""
