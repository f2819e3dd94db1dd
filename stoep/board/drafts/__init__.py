"""What is being written and not said yet."""
