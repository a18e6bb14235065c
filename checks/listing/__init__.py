"""Listings: suppressed, wrongly priced, or without the Featured Offer (L)."""
