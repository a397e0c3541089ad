#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeDiscovery {
    Import-Module "$PSScriptRoot/../../out/DockerNet/DockerNet.psd1" -Force
    # An engine that is in a swarm already is somebody's.
    $isTaken = (Get-DockerSwarm).State -ne 'inactive'
}

Describe 'A swarm of one' -Skip:$isTaken {
    BeforeAll {
        $null = Initialize-DockerSwarm 127.0.0.1
        $prefix = "pester$(Get-Random -Maximum 99999)"
    }

    AfterAll {
        Exit-DockerSwarm -Force
    }

    It 'has one node, its leader' {
        $node = Get-DockerNode
        $node.Role | Should -Be 'Manager'
        $node.Leader | Should -BeTrue
        (Get-DockerSwarm).Nodes | Should -Be 1
    }

    It 'keeps its join tokens to itself' {
        Get-DockerSwarm -JoinToken | Out-String | Should -Not -Match 'SWMTKN'
        (Get-DockerSwarm -JoinToken -Role Worker).JoinToken.Reveal() | Should -BeLike 'SWMTKN-*'
    }

    It 'runs a service, scales it and removes it' {
        $service = New-DockerService busybox 'sleep 1000' -Name "$prefix-site" -Replicas 1 -UpdateMonitor 500ms -StopGracePeriod 0 -NoResolveImage -Wait -Timeout 1m
        $service.Running | Should -Be 1
        ($service | Set-DockerService -Replicas 2 -Wait -Timeout 1m).Running | Should -Be 2
        $service | Get-DockerServiceTask -Wanted | Should -HaveCount 2
        $service | Remove-DockerService
        Get-DockerService "$prefix*" | Should -BeNullOrEmpty
    }
}
