"""What the people of the demo network write, by where it stands. All of it invented; no file here loads anything."""
