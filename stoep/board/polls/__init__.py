"""A poll among neighbours: one answer each, seen by nobody until it ends, and by nobody afterwards but as a number."""
