"""The core of the cockpit: files in, pictures out. Runs without a terminal and imports no screen."""

__version__ = "0.1.0"
