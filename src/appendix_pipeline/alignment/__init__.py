"""The same task in the appendices of many communes, each of which puts it in its own words.

`read_task` takes from the words of a task what tells it from others, `likeness` compares two, and
`groups` brings the tasks of many documents together. Nothing here knows a store or a file.
"""

from appendix_pipeline.alignment.grouping import Group, Member, Named, groups
from appendix_pipeline.alignment.likeness import SAME, SUGGESTED, likeness
from appendix_pipeline.alignment.signature import Signature, read_task

__all__ = [
    "SAME",
    "SUGGESTED",
    "Group",
    "Member",
    "Named",
    "Signature",
    "groups",
    "likeness",
    "read_task",
]
