<#
.SYNOPSIS
    Host mode: a container with the network of the engine's host, its interfaces, addresses and ports.
.DESCRIPTION
    The source document's case of the host mode: there is only one network of that kind, a second one is refused; docker_host1
    sees the interfaces of the host, the engine's bridge docker0 among them, has no address of its own, and needs no published ports.
    The world outside is the host's own bridge here. What is made is emitted as objects and removed at the end.
#>
[CmdletBinding()]
param(
    # The image of the container: anything with a shell, ifconfig and ping.
    [string] $Image = 'busybox'
)

$ErrorActionPreference = 'Stop'

# docker network create -d host my-net1: there can only be one
try { New-DockerNetwork my-net1 -Driver host | Remove-DockerNetwork; $refused = $false }
catch { $refused = "$_" -like '*only one instance*' }
if (-not $refused) { throw 'A second network of the driver host must be refused.' }

# What has no meaning in this mode is told before the engine is asked.
try { New-Container $Image -Network host -Port 8080:80; $refused = $false }
catch { $refused = $_.FullyQualifiedErrorId -like 'ConflictingParameters*' }
if (-not $refused) { throw 'Ports cannot be published in host mode.' }

$container = $null
try {
    # docker run -dit --net=host --name docker_host1 busybox
    $container = New-Container $Image -Network host -Name docker_host1 -Interactive -Tty -Start
    # docker ps
    Get-Container docker_host1
    if ($container.Ports.Count -gt 0) { throw 'A container in host mode has no ports of its own.' }

    $endpoint = $container | Get-ContainerNetwork
    $endpoint
    if ($endpoint.Network -ne 'host' -or $endpoint.IPAddress) { throw 'A container in host mode has no address of its own.' }

    # / # ifconfig
    $interfaces = $container | Invoke-ContainerCommand -Command ifconfig, -a -PassThru
    $interfaces
    # docker0, unless the engine was told to use another bridge
    $bridge = (Get-DockerNetwork bridge).Options['com.docker.network.bridge.name']
    if (-not ($interfaces.Output | Where-Object { $_ -like "$bridge *" })) { throw "The container must see the host's bridge $bridge." }

    # / # ping www.baidu.com: the host's own bridge
    $gateway = "$($container | Invoke-ContainerCommand -Command ip, -4, -o, address, show, $bridge)" -replace '^.* inet ([\d.]+)/.*$', '$1'
    $outside = $container | Invoke-ContainerCommand -Command ping, -c, 1, -W, 2, $gateway -PassThru
    $outside
    if (-not $outside.Succeeded) { throw "The container must reach $gateway." }
}
finally {
    $container | Where-Object { $_ } | Remove-Container -Force
}
