"""Reports: recognise a file by its header, read it into typed tables."""
