#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeDiscovery {
    $recipes = (Get-Content "$PSScriptRoot/../../README.md" -Raw) -replace '(?s)^.*?\n## Ten recipes\n' -replace '(?s)\n## .*'
    $cases = [regex]::Matches($recipes, '(?s)(?<title>[^\n]+)\n\n```powershell\n(?<script>.*?)```') |
        ForEach-Object { @{ Title = $_.Groups['title'].Value.TrimEnd(':'); Script = $_.Groups['script'].Value } }
    Import-Module "$PSScriptRoot/../../out/DockerNet/DockerNet.psd1" -Force
    # The names are those of an engine that is somebody's, too.
    $isTaken = [bool](Get-Container web -ErrorAction Ignore) -or [bool](Get-DockerNetwork shop, lab -ErrorAction Ignore) -or [bool](Get-DockerVolume pages* -ErrorAction Ignore)
}

Describe 'The recipes of the README' -Skip:$isTaken {
    BeforeAll {
        Import-Module "$PSScriptRoot/../../out/DockerNet/DockerNet.psd1" -Force
        Push-Location $TestDrive
    }

    AfterAll {
        Pop-Location
        Get-Container web* | Remove-Container -Force
        Remove-DockerNetwork shop*, lab*
        Remove-DockerVolume pages*
    }

    It 'are ten' -TestCases @{ Count = $cases.Count } {
        $Count | Should -Be 10
    }

    It 'work: <Title>' -TestCases $cases {
        $ErrorActionPreference = 'Stop'
        $output = & ([scriptblock]::Create($Script)) | Out-String -Width 120
        if ($Script -notmatch '(?m)^(Copy-ContainerItem|Import-Csv|Get-DockerNetwork)') {
            $output | Should -Not -BeNullOrEmpty
        }
    }
}
