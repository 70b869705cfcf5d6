"""The bell, one's choices about mail, and what was sent."""
