# Runs another script and shows what it emits as it comes: what follows each other and is of one type, in one view of that type.
param(
    [Parameter(Mandatory)] [string] $Script,
    [Parameter(ValueFromRemainingArguments)] [string[]] $Arguments = @()
)

$ErrorActionPreference = 'Stop'
if (-not (Get-Module DockerNet)) { Import-Module "$PSScriptRoot/../out/DockerNet/DockerNet.psd1" }
$view = $type = $null
try {
    & "$PSScriptRoot/../$Script" @Arguments | ForEach-Object {
        # In one pipeline, PowerShell would show every later type as a list.
        if ($view -and $type -ne $_.PSTypeNames[0]) {
            $view.End()
            $view = $null
        }

        if (-not $view) {
            $type = $_.PSTypeNames[0]
            $view = { Out-Default }.GetSteppablePipeline()
            $view.Begin($true)
        }

        $view.Process($_)
    }
}
finally {
    if ($view) { $view.End() }
}
