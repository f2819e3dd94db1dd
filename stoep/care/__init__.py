"""Neighbours who help each other: what is asked, who offers, what people like to do for others."""
