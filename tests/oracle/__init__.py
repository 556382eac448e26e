"""A second, naive implementation of the notice, to hold the library against. Shares no code with it."""
