"""The API, its description, and the page of one's keys."""
