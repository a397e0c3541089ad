# Runs another script and shows each object that it emits by its own view, as a prompt would if they came one by one.
param(
    [Parameter(Mandatory)] [string] $Script,
    [Parameter(ValueFromRemainingArguments)] [string[]] $Arguments = @()
)

$ErrorActionPreference = 'Stop'
if (-not (Get-Module DockerNet)) { Import-Module "$PSScriptRoot/../out/DockerNet/DockerNet.psd1" }
& "$PSScriptRoot/../$Script" @Arguments | ForEach-Object { $_ | Out-Default }
