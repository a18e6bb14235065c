"""Incidents: Amazon's warnings, and what must not be touched while they are open."""
