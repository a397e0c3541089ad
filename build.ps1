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
        $pages = Get-ChildItem $culture -Filter *-*.md | Import-MarkdownCommandHelp
        $file = $pages | Export-MamlCommandHelp -OutputFolder out/help/$culture -Force
        Complete-Maml -Path $file -Page $pages -Destination "$culture/DockerNet.dll-Help.xml"
    }
}

# PlatyPS leaves markdown in MAML, puts the code of examples into their text and drops default values: Get-Help shows none of it well.
function Complete-Maml([string] $Path, [object[]] $Page, [string] $Destination) {
    $maml = [xml]::new()
    $maml.Load((Convert-Path $Path))
    $prefixes = @{ maml = 'http://schemas.microsoft.com/maml/2004/10'; command = 'http://schemas.microsoft.com/maml/dev/command/2004/10'; dev = 'http://schemas.microsoft.com/maml/dev/2004/10' }
    $names = [System.Xml.XmlNamespaceManager]::new($maml.NameTable)
    $prefixes.GetEnumerator() | ForEach-Object { $names.AddNamespace($_.Key, $_.Value) }

    function Write-Text($Node, [string] $Markdown) {
        $Node.RemoveAll()
        foreach ($text in (ConvertTo-Paragraph $Markdown)) {
            $Node.AppendChild($maml.CreateElement('maml', 'para', $prefixes.maml)).InnerText = $text
        }
    }

    foreach ($help in $Page) {
        $command = $maml.SelectSingleNode("//command:command[command:details/command:name='$($help.Title)']", $names)
        Write-Text $command.SelectSingleNode('command:details/maml:description', $names) $help.Synopsis
        Write-Text $command.SelectSingleNode('maml:description', $names) $help.Description

        $examples = $command.SelectNodes('command:examples/command:example', $names)
        for ($i = 0; $i -lt $examples.Count; $i++) {
            $remarks = $help.Examples[$i].Remarks
            $code = [regex]::Match($remarks, '(?s)```powershell\n(.*?)\n```')
            $examples[$i].SelectSingleNode('maml:introduction', $names).RemoveAll()
            $examples[$i].SelectSingleNode('dev:code', $names).InnerText = $code.Groups[1].Value
            Write-Text $examples[$i].SelectSingleNode('dev:remarks', $names) $remarks.Remove($code.Index, $code.Length)
        }

        foreach ($parameter in $help.Parameters) {
            $node = $command.SelectSingleNode("command:parameters/command:parameter[maml:name='$($parameter.Name)']", $names)
            Write-Text $node.SelectSingleNode('maml:description', $names) $parameter.Description
            $node.SelectNodes('command:parameterValue | dev:type/maml:name', $names) | ForEach-Object { $_.InnerText = $_.InnerText -replace '^System\.Nullable`1\[(.*)\]$', '$1' }
            if ($parameter.DefaultValue) {
                $node.AppendChild($maml.CreateElement('dev', 'defaultValue', $prefixes.dev)).InnerText = $parameter.DefaultValue
            }
        }

        foreach ($kind in @{ Inputs = 'inputTypes/command:inputType' }, @{ Outputs = 'returnValues/command:returnValue' }) {
            $nodes = $command.SelectNodes("command:$($kind.Values)", $names)
            for ($i = 0; $i -lt $nodes.Count; $i++) {
                Write-Text $nodes[$i].SelectSingleNode('maml:description', $names) $help."$($kind.Keys)"[$i].Description
            }
        }

        $notes = $command.SelectSingleNode('maml:alertSet', $names)
        if ($help.Notes) { Write-Text $notes.SelectSingleNode('maml:alert', $names) $help.Notes }
        elseif ($notes) { $null = $command.RemoveChild($notes) }

        # A link to another page is a name for Get-Help; only what a browser opens has an address.
        foreach ($link in @($command.SelectNodes('command:relatedLinks/maml:navigationLink', $names))) {
            $uri = $link.SelectSingleNode('maml:uri', $names)
            if ($uri.InnerText -eq '' -and $link.linkText -eq 'Online Version') { $null = $link.ParentNode.RemoveChild($link) }
            elseif ($uri.InnerText -notlike 'https://*') { $uri.InnerText = '' }
        }
    }

    $settings = [System.Xml.XmlWriterSettings] @{ Indent = $true; NewLineChars = "`n"; Encoding = [System.Text.UTF8Encoding]::new($false) }
    $writer = [System.Xml.XmlWriter]::Create("$PSScriptRoot/$Destination", $settings)
    $maml.Save($writer)
    $writer.WriteRaw("`n")
    $writer.Dispose()
}

# One text a paragraph, without marks; the items of a list keep their lines.
function ConvertTo-Paragraph([string] $Markdown) {
    foreach ($paragraph in $Markdown.Trim() -split '\r?\n\s*\n') {
        if ($paragraph.Trim()) {
            $paragraph -replace '\r?\n\s*(?!\s*- )', ' ' -replace '\[([^\]]+)\]\([^)]+\)', '$1' -replace '\*\*|`'
        }
    }
}

function Invoke-Package {
    dotnet pack src/DockerNet --configuration Release --nologo
    # The manifest beside all that it names.
    $null = Test-ModuleManifest out/package/DockerNet.psd1
}

function Invoke-Clean {
    # With -Force: on Unix files that begin with a dot are hidden.
    Get-Item out, src/*/bin, src/*/obj, tests/*/bin, tests/*/obj, benchmarks/*/bin, benchmarks/*/obj -ErrorAction Ignore | Remove-Item -Recurse -Force
}

foreach ($name in $Task) { & "Invoke-$name" }
