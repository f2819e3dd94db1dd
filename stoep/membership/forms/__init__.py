"""The shape of what a browser sends."""
