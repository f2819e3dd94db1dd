"""What neighbours plan together: when, where, who comes and who brings what."""
