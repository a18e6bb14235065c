"""What the issues advise as numbers, made into files that a person checks, uploads or hands on. Nothing is sent."""
