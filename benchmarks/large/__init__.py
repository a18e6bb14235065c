"""The parts of the large workspace: each makes one family of reports with polars, from row numbers and a seed."""
