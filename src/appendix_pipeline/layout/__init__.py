"""How a Word file looks, measured and held against the decree's format.

`check_layout` is the one entrance. Values are those a reader sees: a look is resolved through
defaults, theme, styles of tables, paragraphs and letters, and direct formatting.
"""

from appendix_pipeline.layout.checking import check_layout

__all__ = ["check_layout"]
