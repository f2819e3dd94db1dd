"""The week of a neighbourhood on paper: a sheet for who has no computer, a poster for the hall."""
