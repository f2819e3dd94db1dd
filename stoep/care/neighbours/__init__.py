"""Who lives here, as far as each of them wants it known: the list of neighbours, and a neighbour's page."""
