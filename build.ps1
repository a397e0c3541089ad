#!/usr/bin/env pwsh
<#
.SYNOPSIS
    The tasks of a DockerNet developer.
.DESCRIPTION
    Build    compiles and stages the module in out/DockerNet.
    Test     runs all tests; on Linux against throwaway Docker Engines, elsewhere against the engine in DOCKERNET_TEST_ENGINE.
    Help     compiles the markdown in en-US/ and zh-CN/ to MAML, with PlatyPS.
    Package  makes the nupkg that the PowerShell Gallery takes, in out/.
    Clean    removes what the other tasks made.
.EXAMPLE
    ./build.ps1 Build, Test
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0)]
    [ValidateSet('Build', 'Test', 'Help', 'Package', 'Clean')]
    [string[]] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Debug'
)

$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true
Set-Location $PSScriptRoot

function Invoke-Build { dotnet build DockerNet.sln --configuration $Configuration --nologo }

function Invoke-Test {
    if ($IsLinux) {
        bash tests/run
        return
    }

    dotnet test tests/DockerNet.Tests --nologo
    if ($env:DOCKERNET_TEST_ENGINE) {
        dotnet test tests/Integration --nologo
        Import-Module Pester -MinimumVersion 5.0
        Invoke-Pester tests/Pester -CI
    }
    else {
        Write-Warning 'The tests against a real engine were not run: name one in DOCKERNET_TEST_ENGINE.'
    }
}

function Invoke-Help {
    Import-Module Microsoft.PowerShell.PlatyPS
    foreach ($culture in 'en-US', 'zh-CN') {
        $pages = Get-ChildItem $culture -Filter *.md -ErrorAction Ignore | Where-Object Name -Match '^[A-Z]\w+-\w+\.md$'
        if ($pages) {
            $made = $pages | Import-MarkdownCommandHelp | Export-MamlCommandHelp -OutputFolder out/help/$culture -Force
            $made | ForEach-Object { Copy-Item $_ "$culture/DockerNet.dll-Help.xml" -Force }
        }
    }
}

function Invoke-Package {
    $null = Test-ModuleManifest DockerNet.psd1
    dotnet pack src/DockerNet --configuration Release --nologo
}

function Invoke-Clean {
    Remove-Item out -Recurse -ErrorAction Ignore
    Get-ChildItem src, tests, benchmarks -Directory -Recurse -Include bin, obj | Remove-Item -Recurse
}

foreach ($name in $Task) { & "Invoke-$name" }
