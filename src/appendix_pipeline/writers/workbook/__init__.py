"""What the workbook is made of: cells, one module a sheet, and the package they go in."""
