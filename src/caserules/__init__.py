"""caserules."""
