"""Money: settlements, fees and claims (P)."""
