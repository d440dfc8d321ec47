"""The types that flow: frozen, printable as JSON, read back; no I/O and no wording in here."""
