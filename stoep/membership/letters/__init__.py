"""The letters that open the door: who gets one, what stands on it, and how it is typeset so that none is lost and none comes twice."""
