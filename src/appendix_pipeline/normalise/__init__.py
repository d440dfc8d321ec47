"""Rows to sections and tasks: words become deadlines, bodies and references."""
