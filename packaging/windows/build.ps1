# Builds a folder that runs on a Windows machine without Python: unpack it, double-click
# "Mo trang phu luc.cmd". To be run on Windows, in PowerShell, from the root of the project:
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
    [string]$PangoFrom = "",           # the folder of MSYS2's DLLs; without it no PDF is made
    [string]$Out = "dist\phu-luc"
)
$ErrorActionPreference = "Stop"
$ProgressPreference = "SilentlyContinue"

if (Test-Path $Out) { Remove-Item -Recurse -Force $Out }
$packages = New-Item -ItemType Directory -Force "$Out\Lib\site-packages"

# 1. Python, told where the packages are.
$zip = Join-Path $env:TEMP "python-$Version-embed-amd64.zip"
Invoke-WebRequest "https://www.python.org/ftp/python/$Version/python-$Version-embed-amd64.zip" -OutFile $zip
$found = (Get-FileHash $zip -Algorithm SHA256).Hash
Write-Host "SHA-256 of the embeddable Python: $found"
if ($Sha256 -and $found -ne $Sha256.ToUpper()) { throw "The embeddable Python is not the one expected." }
Expand-Archive $zip $Out
$short = ($Version.Split(".")[0..1]) -join ""
Set-Content -Encoding ascii "$Out\python$short._pth" @("python$short.zip", ".", "Lib\site-packages", "import site")

# 2. The program and what it needs, wheels only: nothing is compiled.
$minor = ($Version.Split(".")[0..1]) -join "."
& py "-$minor" -m pip wheel --no-deps --wheel-dir "$Out\wheel" .
if ($LASTEXITCODE) { throw "The program's own wheel was not built." }
$wheel = (Get-ChildItem "$Out\wheel\appendix_pipeline-*.whl")[0].FullName
& py "-$minor" -m pip install --only-binary :all: --constraint constraints.txt --target $packages "$wheel[web]"
if ($LASTEXITCODE) { throw "A package has no wheel for Windows, or cannot be fetched." }
Remove-Item -Recurse "$Out\wheel"

# 3. Pango and what it loads, for the PDF. All DLLs that these need stand beside them in MSYS2's folder.
$roots = "libpango-1.0-0.dll", "libpangoft2-1.0-0.dll", "libharfbuzz-subset-0.dll", "libfontconfig-1.dll"
if ($PangoFrom) {
    $pango = New-Item -ItemType Directory -Force "$Out\pango"
    $objdump = Join-Path $PangoFrom "objdump.exe"     # pacman -S mingw-w64-ucrt-x86_64-binutils
    if (-not (Test-Path $objdump)) { throw "objdump.exe is not in $PangoFrom" }
    $left = [System.Collections.Queue]::new($roots)
    while ($left.Count) {
        $name = $left.Dequeue()
        $source = Join-Path $PangoFrom $name
        if (-not (Test-Path $source)) { continue }    # one of Windows' own
        if (Test-Path (Join-Path $pango $name)) { continue }
        Copy-Item $source $pango
        & $objdump -p $source | Select-String "DLL Name: (.+)$" | ForEach-Object {
            $left.Enqueue($_.Matches[0].Groups[1].Value.Trim())
        }
    }
    foreach ($name in $roots) {
        if (-not (Test-Path (Join-Path $pango $name))) { throw "$name is not in $PangoFrom" }
    }
}

# 4. What a clerk double-clicks; its messages are the program's own.
Copy-Item "packaging\windows\Mo trang phu luc.cmd" $Out

# 5. It says itself whether it is whole. Without Pango it ends with 6, and all but PDF works.
$env:WEASYPRINT_DLL_DIRECTORIES = "$((Resolve-Path $Out).Path)\pango"
& "$Out\python.exe" -m appendix_pipeline doctor
if ($LASTEXITCODE -and ($PangoFrom -or $LASTEXITCODE -ne 6)) { throw "The folder is not whole." }
& "$Out\python.exe" -m appendix_pipeline convert input\hai-hung.docx --out "$Out\thu" --to docx,xlsx,json
if ($LASTEXITCODE) { throw "It does not convert." }
Remove-Item -Recurse "$Out\thu"
Compress-Archive -Force $Out "$Out.zip"
Write-Host "$Out.zip"
