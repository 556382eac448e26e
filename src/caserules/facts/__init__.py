"""Facts: the tables that rules read, and the way from a register to their rows. Pure; nothing here judges.

`tables` declares every column once; `book` indexes the register and turns what it says, and does not say, into days and
conditions; `flatten` makes the rows, a room for each part of a case's life.
"""
