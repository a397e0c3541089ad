#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeDiscovery {
    $withRepositories = [bool](Get-Module Microsoft.PowerShell.PSResourceGet -ListAvailable)
}

Describe 'The package' -Skip:(-not $withRepositories) {
    BeforeAll {
        Import-Module Microsoft.PowerShell.PSResourceGet
        $feed = New-Item -ItemType Directory (Join-Path $TestDrive feed)
        dotnet pack "$PSScriptRoot/../../src/DockerNet" --no-build --nologo --configuration Debug --output $feed | Write-Debug
        $LASTEXITCODE | Should -Be 0
        $repository = "DockerNetTest$(Get-Random)"
        Register-PSResourceRepository $repository -Uri $feed.FullName -Trusted
    }

    AfterAll {
        Unregister-PSResourceRepository $repository
    }

    It 'is found with its description, tags and license' {
        $found = Find-PSResource DockerNet -Repository $repository -Prerelease
        $found.Description | Should -BeLike '*networks, ports, links, volumes*'
        $found.Tags | Should -Contain 'Docker'
    }

    It 'installs from a folder and imports' {
        Save-PSResource DockerNet -Repository $repository -Prerelease -Path $TestDrive -TrustRepository
        $manifest = Get-ChildItem (Join-Path $TestDrive DockerNet) -Recurse -Filter DockerNet.psd1
        $manifest | Should -HaveCount 1
        pwsh -NoProfile -Command "Import-Module '$($manifest.FullName)'; (Get-Command -Module DockerNet -CommandType Cmdlet).Count" |
            Should -Be (Import-PowerShellDataFile $manifest).CmdletsToExport.Count
    }
}
