"""A text that tells when a home is empty: a word before it goes out, and where it may not go once it did (SECURITY T2)."""
