#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    Import-Module "$PSScriptRoot/../../out/DockerNet/DockerNet.psd1" -Force
    $nowhere = "unix://$(Join-Path $TestDrive nowhere.sock)"
}

Describe 'An engine' {
    It 'says what and where it is' {
        $engine = Get-DockerEngine
        $engine.Version | Should -Match '^\d+\.\d+'
        [version] $engine.ApiVersion | Should -BeGreaterOrEqual ([version] '1.41')
        $engine.NetworkDrivers | Should -Contain 'bridge'
    }

    It 'in the pipeline says where to look' {
        (Get-DockerEngine | Get-DockerNetwork bridge).Engine | Should -Be (Get-DockerEngine).Engine
        { Get-DockerEngine | Get-Container -ErrorAction Stop } | Should -Not -Throw
    }

    It 'that is not there is a clear error, and the others answer' {
        $found = Get-DockerNetwork bridge -Engine $nowhere, (Get-DockerEngine).Engine -ErrorVariable failed -ErrorAction SilentlyContinue
        $found | Should -HaveCount 1
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'EngineUnavailable,*'
        $failed[0].CategoryInfo.Category | Should -Be 'ConnectionError'
    }

    It 'is what $PSDefaultParameterValues says' {
        $PSDefaultParameterValues['*:Engine'] = $nowhere
        try {
            { Get-DockerEngine -ErrorAction Stop } | Should -Throw -ErrorId 'EngineUnavailable*'
        }
        finally {
            $PSDefaultParameterValues.Remove('*:Engine')
        }
    }

    It 'tells each call to it with -Verbose' {
        Get-DockerNetwork bridge -Verbose 4>&1 | Where-Object { $_ -is [Management.Automation.VerboseRecord] } | Out-String | Should -Match 'GET .*networks'
    }

    It 'tells what happened' {
        $name = "pester$(Get-Random -Maximum 99999)"
        $since = (Get-Date).AddSeconds(-2)
        New-DockerNetwork $name | Remove-DockerNetwork
        (Get-DockerEvent -Since $since -Network $name).Action | Should -Be @('create', 'destroy')
    }
}
