"""What cannot wait: neighbours are called at once, by mail and on their phones, a few times a week at most."""
