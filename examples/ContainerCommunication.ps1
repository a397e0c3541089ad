<#
.SYNOPSIS
    Containers on one network of their own reach each other by name, and no other container.
.DESCRIPTION
    The source document's case of container communication: the network my_net, the containers pc01 and pc02 in it, web03
    outside. pc01 pings pc02 by name and gets through; it pings web03 and does not. Everything that is made is emitted as
    objects and removed at the end. What else is on the engine is left alone: if one of the names is taken, nothing is done.
#>
[CmdletBinding()]
param(
    # The image of the containers: anything with a shell and ping.
    [string] $Image = 'busybox'
)

$ErrorActionPreference = 'Stop'

# docker network create my_net
$network = New-DockerNetwork my_net
$containers = @()
try {
    $network

    # docker run -dit --name web03 centos:7
    $containers += $web03 = New-Container $Image -Name web03 -Interactive -Tty -Start
    # docker run -dit --name pc01 --net=my_net centos:7
    $containers += $pc01 = New-Container $Image -Name pc01 -Network my_net -Interactive -Tty -Start
    # docker run -dit --name pc02 --net=my_net centos:7
    $containers += New-Container $Image -Name pc02 -Network my_net -Interactive -Tty -Start
    $containers

    # docker exec -it pc01 ping pc02: gets through
    $reached = $pc01 | Invoke-ContainerCommand -Command ping, -c, 1, -W, 2, pc02 -PassThru
    $reached
    if (-not $reached.Succeeded) { throw 'pc01 must reach pc02: both are in my_net.' }

    # docker exec -it pc01 ping web03: does not
    $missed = $pc01 | Invoke-ContainerCommand -Command ping, -c, 1, -W, 2, web03 -PassThru
    $missed
    if ($missed.Succeeded) { throw 'pc01 must not find web03 by name: it is not in my_net.' }

    # Nor by its address: networks are kept apart.
    $address = ($web03 | Get-ContainerNetwork).IPAddress
    $kept = $pc01 | Invoke-ContainerCommand -Command ping, -c, 1, -W, 2, $address -PassThru
    $kept
    if ($kept.Succeeded) { throw 'pc01 must not reach web03 by its address: their networks are kept apart.' }
}
finally {
    $containers | Remove-Container -Force
    $network | Remove-DockerNetwork
}
