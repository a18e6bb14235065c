"""Merchant orders: what must be shipped, and by when (F)."""
