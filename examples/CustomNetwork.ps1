<#
.SYNOPSIS
    Networks made to measure: driver, subnet, gateway, range of addresses, internal, attachable.
.DESCRIPTION
    The source document's custom network and its cases of the options of docker network create, each with a container in it that
    shows what the option does. Everything that is made is emitted as objects and removed at the end.
#>
[CmdletBinding()]
param(
    # The image of the containers: anything with a shell and ip.
    [string] $Image = 'busybox'
)

$ErrorActionPreference = 'Stop'
$networks = @()
$containers = @()
try {
    # docker network create --subnet=172.21.0.0/16 --gateway=172.21.0.1 my_custom_network
    $networks += New-DockerNetwork my_custom_network -Subnet 172.21.0.0/16 -Gateway 172.21.0.1
    # --subnet: docker network create --subnet=172.18.0.0/16 my_subnet_network
    $networks += New-DockerNetwork my_subnet_network -Subnet 172.18.0.0/16
    # --gateway: docker network create --subnet=172.19.0.0/16 --gateway=172.19.0.1 my_gateway_network
    $networks += New-DockerNetwork my_gateway_network -Subnet 172.19.0.0/16 -Gateway 172.19.0.1
    # --ip-range: docker network create --subnet=172.20.0.0/16 --gateway=172.20.0.1 --ip-range=172.20.1.0/24 my_ip_range_network
    $networks += New-DockerNetwork my_ip_range_network -Subnet 172.20.0.0/16 -Gateway 172.20.0.1 -IPRange 172.20.1.0/24
    # --driver: docker network create -d bridge my_bridge_network
    $networks += New-DockerNetwork my_bridge_network -Driver bridge
    # --internal: docker network create --internal my_internal_network
    $networks += $internal = New-DockerNetwork my_internal_network -Internal
    # --attachable: docker network create --attachable my_attachable_network
    $networks += $attachable = New-DockerNetwork my_attachable_network -Attachable
    $networks
    if ($networks | Where-Object { $_.Driver -ne 'bridge' }) { throw 'bridge is the driver where none is given.' }
    if (-not $internal.Internal) { throw 'my_internal_network must be internal.' }
    if (-not $attachable.Attachable) { throw 'my_attachable_network must be attachable.' }

    foreach ($expected in @(
            @{ Network = 'my_custom_network'; Address = '172.21.*'; Gateway = '172.21.0.1' }
            @{ Network = 'my_subnet_network'; Address = '172.18.*'; Gateway = '172.18.0.1' }
            @{ Network = 'my_gateway_network'; Address = '172.19.*'; Gateway = '172.19.0.1' }
            @{ Network = 'my_ip_range_network'; Address = '172.20.1.*'; Gateway = '172.20.0.1' })) {
        $containers += $container = New-Container $Image -Name "on_$($expected.Network)" -Network $expected.Network -Interactive -Start
        $endpoint = $container | Get-ContainerNetwork
        $endpoint
        if ($endpoint.IPAddress -notlike $expected.Address) { throw "A container on $($expected.Network) must have an address $($expected.Address), and has $($endpoint.IPAddress)." }

        # The gateway is the way out.
        $routes = $container | Invoke-ContainerCommand -Command ip, route -PassThru
        if (-not ($routes.Output | Where-Object { $_ -like "default via $($expected.Gateway) *" })) { throw "The way out of $($expected.Network) must be $($expected.Gateway)." }
    }

    # An internal network has no way out. (An engine before 25 leaves a route, and lets nothing through it.)
    $containers += $inside = New-Container $Image -Name on_my_internal_network -Network my_internal_network -Interactive -Start
    $routes = $inside | Invoke-ContainerCommand -Command ip, route -PassThru
    $routes
    $major = [int]((Get-DockerEngine).Version -split '\.')[0]
    if ($major -ge 25 -and ($routes.Output | Where-Object { $_ -like 'default*' })) { throw 'An internal network must have no way out.' }

    # An address may be chosen where the subnet is one's own.
    $containers += $chosen = New-Container $Image -Name at_172.21.0.10 -Network name=my_custom_network`,ip=172.21.0.10 -Interactive -Start
    if (($chosen | Get-ContainerNetwork).IPAddress -ne '172.21.0.10') { throw 'The container must have the address it was given.' }
    $chosen
}
finally {
    $containers | Remove-Container -Force
    $networks | Remove-DockerNetwork
}
