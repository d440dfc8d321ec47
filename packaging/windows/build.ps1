# Builds a folder that runs on a Windows machine without Python: unpack it, double-click
# "Mo trang phu luc.cmd". To be run on Windows, in a console of PowerShell 5.1 or later:
#
#     powershell -ExecutionPolicy Bypass -File packaging\windows\build.ps1 -PangoFrom C:\msys64\ucrt64\bin
#
# Never run so far: the project is made on Debian (docs/windows.md says what was tried of it there).
#
# It is Python's own embeddable distribution with the wheels beside it, and no frozen program: a
# heavy file is read in a second interpreter (readers/isolation.py), which a frozen program has not,
# and antivirus programs dislike programs that unpack themselves.
param(
    [string]$Version = "3.12.10",      # of Python; `py -3.12` must be there to fetch the wheels
    [string]$Sha256 = "",              # of the embeddable zip, as python.org tells it; checked where given
    [string]$PangoFrom = "",           # the folder of MSYS2's DLLs; without it no archival PDF is made
    [string]$Out = "dist\phu-luc"      # below the root of the project
)
$ErrorActionPreference = "Stop"
$ProgressPreference = "SilentlyContinue"      # 5.1 downloads many times slower while it draws a bar
# 5.1 offers old TLS alone on some machines.
[Net.ServicePointManager]::SecurityProtocol = [Net.SecurityProtocolType]::Tls12
Set-Location (Join-Path $PSScriptRoot "..\..")

if (Test-Path $Out) { Remove-Item -Recurse -Force $Out }
# Full paths as text from here on: how 5.1 prints a folder depends on where it got it from.
$Out = (New-Item -ItemType Directory -Force $Out).FullName
$packages = (New-Item -ItemType Directory -Force "$Out\Lib\site-packages").FullName

# 1. Python, told where the packages are. No "import site": it would let in what the clerk has
#    installed for a Python of his own, and no package of ours has a .pth file.
$zip = Join-Path $env:TEMP "python-$Version-embed-amd64.zip"
$url = "https://www.python.org/ftp/python/$Version/python-$Version-embed-amd64.zip"
Invoke-WebRequest $url -OutFile $zip -UseBasicParsing
$found = (Get-FileHash $zip -Algorithm SHA256).Hash
Write-Host "SHA-256 of the embeddable Python: $found"
if ($Sha256 -and $found -ne $Sha256) { throw "The embeddable Python is not the one expected." }
Expand-Archive -LiteralPath $zip -DestinationPath $Out
$minor = ($Version.Split(".")[0..1]) -join "."
$short = $minor.Replace(".", "")
Set-Content -Encoding ascii "$Out\python$short._pth" @("python$short.zip", ".", "Lib\site-packages")

# 2. The program and what it needs, wheels only: nothing is compiled.
& py "-$minor" -m pip wheel --no-deps --wheel-dir "$Out\wheel" .
if ($LASTEXITCODE) { throw "The program's own wheel was not built." }
$wheel = (Get-ChildItem "$Out\wheel" -Filter "appendix_pipeline-*.whl").FullName
& py "-$minor" -m pip install --only-binary ":all:" --constraint constraints.txt --target $packages "$wheel[web]"
if ($LASTEXITCODE) { throw "A package has no wheel for Windows, or cannot be fetched." }
Remove-Item -Recurse "$Out\wheel"

# 3. Pango and what it loads, for the PDF. All DLLs that these need stand beside them in MSYS2's folder.
$roots = "libpango-1.0-0.dll", "libpangoft2-1.0-0.dll", "libharfbuzz-subset-0.dll", "libfontconfig-1.dll"
if ($PangoFrom) {
    $pango = (New-Item -ItemType Directory -Force "$Out\pango").FullName
    $objdump = Join-Path $PangoFrom "objdump.exe"     # pacman -S mingw-w64-ucrt-x86_64-binutils
    if (-not (Test-Path $objdump)) { throw "objdump.exe is not in $PangoFrom" }
    $left = New-Object System.Collections.Queue
    foreach ($name in $roots) { $left.Enqueue($name) }
    while ($left.Count) {
        $name = $left.Dequeue()
        $source = Join-Path $PangoFrom $name
        if (-not (Test-Path $source)) { continue }    # one of Windows' own
        if (Test-Path (Join-Path $pango $name)) { continue }
        Copy-Item $source $pango
        & $objdump -p $source | Select-String 'DLL Name: (\S+)' | ForEach-Object {
            $left.Enqueue($_.Matches[0].Groups[1].Value)
        }
    }
    foreach ($name in $roots) {
        if (-not (Test-Path (Join-Path $pango $name))) { throw "$name is not in $PangoFrom" }
    }
    # Fontconfig looks for etc\fonts beside its DLL (above it, where the folder is called bin).
    $above = Split-Path $PangoFrom -Parent
    New-Item -ItemType Directory -Force "$pango\etc" | Out-Null
    Copy-Item -Recurse (Join-Path $above "etc\fonts") "$pango\etc"
    # They are LGPL and the like: their licences go with them.
    Copy-Item -Recurse (Join-Path $above "share\licenses") $pango
}

# 4. What a clerk double-clicks; its messages are the program's own.
Copy-Item "packaging\windows\Mo trang phu luc.cmd" $Out

# 5. It says itself whether it is whole. Where nothing makes a PDF it ends with 6, and all but that works.
$env:WEASYPRINT_DLL_DIRECTORIES = "$Out\pango"
& "$Out\python.exe" -m appendix_pipeline doctor
if ($LASTEXITCODE -and ($PangoFrom -or $LASTEXITCODE -ne 6)) { throw "The folder is not whole." }
# In quotes: PowerShell gives a program words with commas between as several.
$formats = if ($PangoFrom) { "docx,xlsx,json,pdf,summary" } else { "docx,xlsx,json" }
& "$Out\python.exe" -m appendix_pipeline convert input\hai-hung.docx --out "$Out\thu" --to $formats
if ($LASTEXITCODE) { throw "It does not convert." }
Remove-Item -Recurse "$Out\thu"
Compress-Archive -Force -Path $Out -DestinationPath "$Out.zip"
Write-Host "$Out.zip"
