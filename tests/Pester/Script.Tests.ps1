#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeDiscovery {
    $root = Resolve-Path "$PSScriptRoot/../.."
    $scripts = Get-ChildItem $root/build.ps1, $root/out/DockerNet/DockerNet.psd1, $root/examples/*.ps1, $root/benchmarks/*.ps1, $root/tests/Pester/*.ps1
    $cases = $scripts | ForEach-Object { @{ Name = $_.Name; Path = $_.FullName } }
    $withAnalyzer = [bool](Get-Module PSScriptAnalyzer -ListAvailable)
}

Describe 'The script <Name>' -ForEach $cases {
    It 'can be parsed' {
        $problems = $null
        $null = [Management.Automation.Language.Parser]::ParseFile($Path, [ref] $null, [ref] $problems)
        $problems | Should -BeNullOrEmpty
    }

    It 'is as PSScriptAnalyzer wants it' -Skip:(-not $withAnalyzer) {
        Invoke-ScriptAnalyzer $Path -Settings "$PSScriptRoot/../../PSScriptAnalyzerSettings.psd1" | Out-String | Should -BeNullOrEmpty
    }
}
