@echo off
rem Starts the page on this machine and opens it in the browser; close this window to end it.
chcp 65001 >nul
rem Pango's libraries cannot open fonts below a folder with Vietnamese letters: its short name has none.
for %%I in ("%TEMP%") do set "TEMP=%%~sI"
set "WEASYPRINT_DLL_DIRECTORIES=%~dp0pango"
"%~dp0python.exe" -m appendix_pipeline serve --open %*
if errorlevel 1 pause
