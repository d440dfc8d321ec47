"""Dataset to findings: the published schema, the checks of a careful reader, the ledger."""
