<#
.SYNOPSIS
    Bridge mode: a network of one's own, in which containers reach each other by name and the world outside through the gateway.
.DESCRIPTION
    The source document's case of the bridge mode: the network my-net, busybox1 that says nihao without end, and busybox2 that
    pings it by name. Each container gets an address of its own out of the network's subnet. The world outside is the gateway
    here, so that no other machine is needed. Everything that is made is emitted as objects and removed at the end; the
    containers go by themselves when they stop (--rm).
#>
[CmdletBinding()]
param(
    # The image of the containers: anything with a shell and ping.
    [string] $Image = 'busybox'
)

$ErrorActionPreference = 'Stop'

# docker network create -d bridge my-net
$network = New-DockerNetwork my-net -Driver bridge
$containers = @()
try {
    # docker network ls
    $listed = Get-DockerNetwork
    $listed
    if (-not ($listed | Where-Object { $_.Name -eq 'my-net' -and $_.Driver -eq 'bridge' })) { throw 'my-net must be among the networks, with the driver bridge.' }

    # docker run -dit --name busybox1 --rm --network my-net busybox sh -c "while true;do echo nihao;done"
    $containers += $busybox1 = New-Container $Image sh, -c, 'while true; do echo nihao; sleep 1; done' -Name busybox1 -AutoRemove -Network my-net -Interactive -Tty -Start
    # docker run -it --name busybox2 --rm --network my-net busybox sh
    $containers += $busybox2 = New-Container $Image sh -Name busybox2 -AutoRemove -Network my-net -Interactive -Tty -Start
    $containers

    # Each has an address of its own, of the network's subnet, and the network's gateway.
    $endpoints = $containers | Get-ContainerNetwork
    $endpoints
    if ($endpoints[0].IPAddress -eq $endpoints[1].IPAddress) { throw 'Each container must have an address of its own.' }
    $subnet = (Get-DockerNetwork my-net).Subnets[0]
    if ($endpoints | Where-Object { $_.Gateway -ne $subnet.Gateway }) { throw "The gateway of both must be $($subnet.Gateway)." }

    # / # ping busybox1
    $reached = $busybox2 | Invoke-ContainerCommand -Command ping, -c, 1, -W, 2, busybox1 -PassThru
    $reached
    if (-not $reached.Succeeded) { throw 'busybox2 must reach busybox1 by name.' }

    # / # ping www.baidu.com: the way out, as far as the gateway
    $outside = $busybox2 | Invoke-ContainerCommand -Command ping, -c, 1, -W, 2, $subnet.Gateway -PassThru
    $outside
    if (-not $outside.Succeeded) { throw 'busybox2 must reach the gateway.' }

    if (-not ($busybox1 | Get-ContainerLog -Tail 1 | Where-Object { "$_" -like '*nihao*' })) { throw 'busybox1 must say nihao.' }

    # --rm: what stops is gone.
    $busybox2 | Stop-Container -Timeout 0 | Wait-Container -Condition Removed -Timeout 10
    if (Get-Container busybox2*) { throw 'busybox2 must be gone: it was made with --rm.' }
}
finally {
    $containers | Where-Object { Get-Container "$($_.Name)*" } | Remove-Container -Force
    $network | Remove-DockerNetwork
}
