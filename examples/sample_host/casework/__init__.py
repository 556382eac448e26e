"""A small case-handling system of an invented county: what a supplier might have built. It knows nothing of caserules."""
