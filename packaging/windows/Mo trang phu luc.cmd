@echo off
rem Starts the page on this machine and opens it in the browser; close this window to end it.
chcp 65001 >nul
set "WEASYPRINT_DLL_DIRECTORIES=%~dp0pango"
"%~dp0python.exe" -m appendix_pipeline serve --open %*
if errorlevel 1 pause
