"""For test suites of hosts and plugins: strategies, and the vectors that any implementation can be held to.

An edge: it builds registers and asks the library about them, and judges nothing itself. Hypothesis and pytest are imported by
the parts that need them, never by this module.
"""
