"""Formulas that several checks share: each module states its formula and nothing else."""
