"""The demo town: its ground, its people, what they say and the pictures they made. All of it is ours."""
