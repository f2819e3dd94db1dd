"""Groups: a street, a building, a hobby within one neighbourhood. Open to all who live here, none hidden."""
