# Prints a Word document as PDF/A-1 with tags. Never run so far: see word.py.
# Source: Microsoft Learn, Word VBA reference, Document.ExportAsFixedFormat and Documents.Open.
param([Parameter(Mandatory)][string]$Source, [Parameter(Mandatory)][string]$Made)
$ErrorActionPreference = "Stop"
$word = New-Object -ComObject Word.Application
try {
    $word.DisplayAlerts = 0         # wdAlertsNone
    $word.AutomationSecurity = 3    # msoAutomationSecurityForceDisable: no macros
    # ConfirmConversions, ReadOnly, AddToRecentFiles
    $document = $word.Documents.Open($Source, $false, $true, $false)
    # wdExportFormatPDF; not opened; for print; wdExportAllDocument; the document without its
    # markup; with properties; IRM kept; headings as bookmarks; tags; fonts; ISO 19005-1
    $document.ExportAsFixedFormat($Made, 17, $false, 0, 0, 1, 1, 0, $true, $true, 1, $true, $true, $true)
    $document.Saved = $true
    $document.Close()
} finally {
    $word.Quit()
}
