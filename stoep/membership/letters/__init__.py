"""The letters that open the door: who gets one, what stands on it, and how none is lost and none comes twice."""
