"""Sponsored Products: cost, waste, runaway and vanished campaigns, late reading (A)."""
