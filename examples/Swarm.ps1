<#
.SYNOPSIS
    Two hosts become one swarm, and part again.
.DESCRIPTION
    The first engine makes a swarm, the second one joins it with a token that goes through the pipeline and is never shown.
    The manager tells of both nodes, gives one a label and takes it away; at the end both leave. Neither engine may be in a
    swarm before.
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

try {
    # docker swarm init --advertise-addr 198.51.100.1
    Initialize-DockerSwarm $FirstAddress -Engine $First
    # docker swarm join --token $(docker swarm join-token -q worker) 198.51.100.1:2377
    Get-DockerSwarm -JoinToken -Role Worker -Engine $First | Join-DockerSwarm -AdvertiseAddress $SecondAddress -Engine $Second

    $nodes = Get-DockerNode -Engine $First
    $nodes
    if (@($nodes).Count -ne 2) { throw 'The manager must know both nodes.' }

    # docker node update --label-add disk=ssd …
    $worker = Get-DockerNode -Role Worker -Engine $First | Set-DockerNode -Label @{ disk = 'ssd' }
    if ($worker.Labels.disk -ne 'ssd') { throw 'The node must have its label.' }
    if (@($worker | Set-DockerNode -Label @{ disk = $null }).Labels.Count -ne 0) { throw 'The label must be gone.' }

    # A worker takes no orders, and says who does.
    try { Get-DockerNode -Engine $Second; throw 'A worker must not answer for the swarm.' }
    catch { if ($_.FullyQualifiedErrorId -notlike 'NotSwarmManager*') { throw } }
}
finally {
    Exit-DockerSwarm -Force -Engine $Second, $First
}
