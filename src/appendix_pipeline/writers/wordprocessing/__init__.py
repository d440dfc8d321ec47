"""Parts of the DOCX format: text, table, sections, the template and its package."""
