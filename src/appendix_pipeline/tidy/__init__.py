"""A dataset as tidy tables: one row a task, body, legal document, condition, finding.

One declaration, `TABLES`, feeds the records, the CSV files, their data package and the pandas
frames. A value the source does not give is None.
"""

from appendix_pipeline.tidy.frames import to_frames
from appendix_pipeline.tidy.table import JOINT, Column, Table, Value, records
from appendix_pipeline.tidy.tables import TABLES

__all__ = ["JOINT", "TABLES", "Column", "Table", "Value", "records", "to_frames"]
