"""All appendices of many communes as one SQLite file: tidy tables, views, full-text search.

SQLite comes with Python, survives a crash, and in WAL mode lets readers work beside a writer.
"""
