"""`make bench`: our pages beside bare floor pages that show the same rows, measured side by side in one run."""
