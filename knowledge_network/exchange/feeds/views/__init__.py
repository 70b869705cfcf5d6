"""Feeds, the agenda for everybody, cards and pictures, and putting a meeting in it."""
