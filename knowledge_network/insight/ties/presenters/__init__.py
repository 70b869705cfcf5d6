"""What pages about ties show."""
