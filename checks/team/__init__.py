"""The team's own rules: who agreed to what, and what waits for a word."""
