"""Data quality: what is missing, old, unreadable or doubtful, so that silence is never taken for good news."""
