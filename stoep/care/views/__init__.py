"""Care on the screen."""
