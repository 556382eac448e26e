"""`python -m caserules.cli`: the same as `caserules`."""

from caserules.cli import main

if __name__ == "__main__":
    main()
