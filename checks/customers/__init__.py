"""Customers: messages, feedback, claims, returns."""
