<#
.SYNOPSIS
    A host of a swarm is cut off and comes back; what the swarm says meanwhile.
.DESCRIPTION
    A swarm of two hosts runs a service on both. The cable between them is pulled: after some heartbeats Get-DockerNode says that
    the node is down, and a pending -Wait goes on until the replicas run on the host that is left. The cable is back, and so is
    the node. Pulling the cable takes root's rights on the first host: run the example there.
#>
[CmdletBinding()]
param(
    # The engine of the first host.
    [string] $First = $env:DOCKER_HOST,
    # The engine of the second host.
    [string] $Second = $env:DOCKERNET_TEST_ENGINE_SECOND,
    # The addresses that the hosts reach each other at.
    [string] $FirstAddress = '198.51.100.1',
    [string] $SecondAddress = '198.51.100.2',
    # Pulls the cable, and puts it back.
    [scriptblock] $Cut = { ip link set host0 down },
    [scriptblock] $Mend = { ip link set host0 up }
)

$ErrorActionPreference = 'Stop'
if (Get-DockerSwarm -Engine $First, $Second | Where-Object State -ne inactive) { throw 'An engine is in a swarm already.' }

function Wait-Node([string] $Id, [string] $State, [int] $Seconds) {
    $end = [datetime]::Now.AddSeconds($Seconds)
    do {
        Start-Sleep -Milliseconds 500
        $node = Get-DockerNode $Id -Engine $First
        if ($node.State -eq $State) { return $node }
    } while ([datetime]::Now -lt $end)
    throw "The node must be $State after $Seconds s, and is $($node.State)."
}

try {
    $null = Initialize-DockerSwarm $FirstAddress -Engine $First
    $null = Get-DockerSwarm -JoinToken -Role Worker -Engine $First | Join-DockerSwarm -AdvertiseAddress $SecondAddress -Engine $Second
    $web = New-DockerService busybox -Command sh, -c, 'trap exit TERM; while true; do sleep 1; done' -Name web -Replicas 2 -EndpointMode dnsrr `
        -UpdateMonitor 1 -StopGracePeriod 1 -NoResolveImage -Wait -Timeout 60 -Engine $First
    $worker = Get-DockerNode -Role Worker -Engine $First
    $other = $web | Get-DockerServiceTask -Node $worker.Id
    if (-not $other) { throw 'The second host must have a replica.' }

    & $Cut
    try {
        # Somebody asks for more while nobody knows yet that the node is gone.
        $waiting = [powershell]::Create()
        $waiting.Runspace = [runspacefactory]::CreateRunspace([initialsessionstate]::CreateDefault2())
        $waiting.Runspace.Open()
        $null = $waiting.AddScript({
            param($module, $engine)
            Import-Module $module
            Set-DockerService web -Replicas 4 -Wait -Timeout 120 -Engine $engine
        }).AddArgument((Get-Module DockerNet).Path).AddArgument($First)
        $pending = $waiting.BeginInvoke()

        $down = Wait-Node $worker.Id Down 60
        $down
        # What ran there may still run: the swarm no longer wants it, and does not know.
        $lost = $web | Get-DockerServiceTask -Node $worker.Id
        $lost
        $waited = $waiting.EndInvoke($pending)
        if ($waiting.Streams.Error.Count -gt 0) { throw $waiting.Streams.Error[0] }
        $waited
        $wanted = $web | Get-DockerServiceTask -Wanted
        if ($waited.Running -ne 4 -or @($wanted | Where-Object NodeId -eq $worker.Id).Count -gt 0) { throw 'All replicas must run on the host that is left.' }
        $said = $waiting.Streams.Progress | ForEach-Object StatusDescription
        if (-not ($said -like '*3 of 4 tasks run*' -or $said -like '*2 of 4 tasks run*')) { throw 'The wait must have said what was missing.' }

        # Draining a node that does not answer cannot be waited for.
        try { $worker | Set-DockerNode -Availability Drain -Wait -Timeout 5; throw 'Nobody knows what runs there.' }
        catch { if ($_.FullyQualifiedErrorId -notlike 'NodeDown*') { throw } }
        $null = $worker | Set-DockerNode -Availability Active
    }
    finally {
        & $Mend
    }

    $back = Wait-Node $worker.Id Ready 60
    $back
}
finally {
    Exit-DockerSwarm -Force -Engine $Second, $First
}
