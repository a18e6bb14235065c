"""FBA stock: sold out, selling out, to be ordered (S)."""
