<#
.SYNOPSIS
    Containers on two hosts reach each other by name, over an overlay network.
.DESCRIPTION
    The source document's case of the overlay mode: a swarm of two hosts, the network my_overlay_network over both, a
    container on each host, and a service. Everything that is made is removed at the end.
#>
[CmdletBinding()]
param(
    # The engine of the first host.
    [string] $First = $env:DOCKER_HOST,
    # The engine of the second host.
    [string] $Second = $env:DOCKERNET_TEST_ENGINE_SECOND,
    # The addresses that the hosts reach each other at.
    [string] $FirstAddress = '198.51.100.1',
    [string] $SecondAddress = '198.51.100.2'
)

$ErrorActionPreference = 'Stop'
if (Get-DockerSwarm -Engine $First, $Second | Where-Object State -ne inactive) { throw 'An engine is in a swarm already.' }

# An overlay network needs a manager of a swarm.
try { New-DockerNetwork my_overlay_network -Driver overlay -Engine $First; throw 'There is no swarm yet.' }
catch { if ($_.FullyQualifiedErrorId -notlike 'NotSwarmManager*' -or $_.ErrorDetails.RecommendedAction -notlike '*Initialize-DockerSwarm*') { throw } }

$containers = @()
try {
    $null = Initialize-DockerSwarm $FirstAddress -Engine $First
    $null = Get-DockerSwarm -JoinToken -Role Worker -Engine $First | Join-DockerSwarm -AdvertiseAddress $SecondAddress -Engine $Second

    # docker network create -d overlay --attachable my_overlay_network
    New-DockerNetwork my_overlay_network -Driver overlay -Attachable -Engine $First

    # The second engine fetches the network from the manager when its container starts.
    $containers += $here = New-Container busybox -Name here -Network my_overlay_network -Interactive -Start -Engine $First
    $containers += $there = New-Container busybox -Name there -Network my_overlay_network -Interactive -Start -Engine $Second
    # Both engines are asked at the same time.
    Get-Container here, there -Engine $First, $Second -ErrorAction SilentlyContinue

    # A new name is known on the other hosts after a moment.
    $ping = 'for try in 1 2 3 4 5 6 7 8 9 10; do ping -c 1 -W 2 {0} && exit 0; sleep 1; done; exit 1'
    $results = @(
        $here | Invoke-ContainerCommand -Command sh, -c, ($ping -f 'there') -PassThru
        $there | Invoke-ContainerCommand -Command sh, -c, ($ping -f 'here') -PassThru
    )
    $results
    if ($results.Succeeded -contains $false) { throw 'The containers must reach each other by name.' }

    # docker service create --name my_service --network my_overlay_network nginx
    $service = New-DockerService nginx -Name my_service -Network my_overlay_network -UpdateMonitor 1 -StopGracePeriod 1 -NoResolveImage -Wait -Timeout 60 -Engine $First
    $service
    if ($service.Running -ne 1) { throw 'The service must run.' }
    $service | Remove-DockerService
}
finally {
    $containers | Remove-Container -Force
    Exit-DockerSwarm -Force -Engine $Second, $First
}
