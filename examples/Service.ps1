<#
.SYNOPSIS
    A service on two hosts: scaled, updated in vain, and moved off a host that is drained.
.DESCRIPTION
    A swarm of two hosts runs the service web with replicas on both. It is scaled up and down; an update to a command that does
    not exist fails and rolls back, and -Wait says so; a node is drained while a -Wait is pending, which ends only when all
    replicas run on the other one. Endpoint mode dnsrr: it needs no IPVS in the kernel. Everything that is made is removed.
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
    $null = Initialize-DockerSwarm $FirstAddress -Engine $First
    $null = Get-DockerSwarm -JoinToken -Role Worker -Engine $First | Join-DockerSwarm -AdvertiseAddress $SecondAddress -Engine $Second
    $null = New-DockerNetwork my_overlay_network -Driver overlay -Attachable -Engine $First

    # docker service create --name web --replicas 4 --network my_overlay_network --endpoint-mode dnsrr …
    $forever = 'sh', '-c', 'echo started; trap exit TERM; while true; do sleep 1; done'
    $web = New-DockerService busybox -Command $forever -Name web -Replicas 4 -Network my_overlay_network -EndpointMode dnsrr `
        -UpdateMonitor 1 -UpdateFailureAction rollback -RollbackMonitor 1 -RestartDelay 0.5 -StopGracePeriod 2 -NoResolveImage -Wait -Timeout 90 -Engine $First
    $web
    $tasks = $web | Get-DockerServiceTask
    $tasks
    if (@($tasks | Where-Object NodeId -ne $tasks[0].NodeId).Count -eq 0) { throw 'Both hosts must have replicas.' }
    if (@($web | Get-DockerServiceLog | Where-Object Text -eq started).Count -ne 4) { throw 'The log must have the line of each task.' }

    # docker service scale web=6, and back to 2
    if (($web | Set-DockerService -Replicas 6 -Wait -Timeout 90).Running -ne 6) { throw '6 tasks must run.' }
    if (($web | Set-DockerService -Replicas 2 -Wait -Timeout 90).Running -ne 2) { throw '2 tasks must run.' }

    # An update that fails: the swarm goes back to what ran, and -Wait tells why.
    try { $web | Set-DockerService -Command no-such-command -Label @{ tried = 'yes' } -Wait -Timeout 120; throw 'The update must fail.' }
    catch { if ($_.FullyQualifiedErrorId -notlike 'ServiceUpdateRolledBack*' -or "$_" -notlike '*no-such-command*') { throw } }
    $after = $web | Get-DockerService
    $after
    if ($after.UpdateState -ne 'RollbackCompleted' -or $after.Labels.tried -or "$($after.Command)" -ne "$forever") { throw 'The service must be as it was.' }

    # A node is drained while somebody waits for more replicas.
    $waiting = [powershell]::Create()
    $waiting.Runspace = [runspacefactory]::CreateRunspace([initialsessionstate]::CreateDefault2())
    $waiting.Runspace.Open()
    $null = $waiting.AddScript({
        param($module, $engine)
        Import-Module $module
        Set-DockerService web -Replicas 4 -UpdateMonitor 3 -Wait -Timeout 120 -Engine $engine
    }).AddArgument((Get-Module DockerNet).Path).AddArgument($First)
    $pending = $waiting.BeginInvoke()
    $drained = Get-DockerNode -Role Worker -Engine $First | Set-DockerNode -Availability Drain -Wait -Timeout 60
    $drained
    if (Get-DockerServiceTask web -Node $drained.Id -Wanted -Engine $First) { throw 'A drained node must have no task left.' }
    $waited = $waiting.EndInvoke($pending)
    $waited
    if ($waiting.Streams.Error.Count -gt 0) { throw $waiting.Streams.Error[0] }
    $left = Get-DockerServiceTask web -Wanted -Engine $First
    if ($waited.Running -ne 4 -or @($left | Where-Object NodeId -eq $drained.Id).Count -gt 0) { throw 'The wait must end when all replicas run on the other node.' }

    # Nobody is left to run them: the truth is a number, not a success.
    $null = Get-DockerNode -Role Manager -Engine $First | Set-DockerNode -Availability Drain -Wait -Timeout 60
    try { $web | Set-DockerService -Wait -Timeout 2; throw 'Nothing can run.' }
    catch { if ($_.FullyQualifiedErrorId -notlike 'ServiceNotConverged*' -or "$_" -notlike '*0 of 4 tasks run*no suitable node*') { throw } }
}
finally {
    Exit-DockerSwarm -Force -Engine $Second, $First
}
