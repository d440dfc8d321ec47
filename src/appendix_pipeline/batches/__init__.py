"""Many files in one run: found, planned, converted by an engine, published, remembered."""
