<#
.SYNOPSIS
    A container with an address of its own in the host's network, like a machine on the same cable.
.DESCRIPTION
    The source document's case of the macvlan mode: a network on the host's interface, with its subnet and gateway. The container
    gets an address of that subnet, and the other host on the cable and the container reach each other; the container's own host
    it does not reach, as macvlan has it. Everything that is made is removed at the end.
#>
[CmdletBinding()]
param(
    # The engine of the host.
    [string] $First = $env:DOCKER_HOST,
    # The engine of the other host on the cable; it pings with a container in its host's network.
    [string] $Second = $env:DOCKERNET_TEST_ENGINE_SECOND,
    # The host's interface, and what is on its cable.
    [string] $Parent = 'host0',
    [string] $Subnet = '198.51.100.0/24',
    [string] $Gateway = '198.51.100.2',
    # The part of the subnet that nobody else gives addresses from.
    [string] $Range = '198.51.100.64/27',
    # The address of the other host.
    [string] $Peer = '198.51.100.2'
)

$ErrorActionPreference = 'Stop'

# An interface that the host does not have is told before anything is made.
try { New-DockerNetwork my_macvlan_network -Driver macvlan -Subnet $Subnet -Parent nosuch0 -Engine $First; throw 'There is no such interface.' }
catch { if ($_.FullyQualifiedErrorId -notlike 'ParentNotFound*') { throw } }

# docker network create -d macvlan --subnet=… --gateway=… -o parent=eth0 my_macvlan_network
$network = New-DockerNetwork my_macvlan_network -Driver macvlan -Subnet $Subnet -Gateway $Gateway -IPRange $Range -Parent $Parent -Engine $First
$containers = @()
try {
    $network

    # docker run --name my_macvlan_container --network my_macvlan_network nginx
    $containers += $container = New-Container nginx -Name my_macvlan_container -Network my_macvlan_network -Start -Engine $First
    $address = ($container | Get-ContainerNetwork).IPAddress
    if ($address -notlike '198.51.100.*') { throw "The container must have an address of $Subnet, and has $address." }
    $container

    $containers += $pinging = New-Container busybox -Name my_macvlan_pinger -Network my_macvlan_network -Interactive -Start -Engine $First
    $out = $pinging | Invoke-ContainerCommand -Command ping, -c, 2, -W, 2, $Peer -PassThru
    $out
    if (-not $out.Succeeded) { throw "The container must reach $Peer." }

    $containers += $asking = New-Container busybox -Name my_macvlan_peer -Network host -Interactive -Start -Engine $Second
    $in = $asking | Invoke-ContainerCommand -Command ping, -c, 2, -W, 2, $address -PassThru
    $in
    if (-not $in.Succeeded) { throw 'The other host must reach the container.' }
}
finally {
    $containers | Remove-Container -Force
    $network | Remove-DockerNetwork
}
