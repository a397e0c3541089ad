<#
.SYNOPSIS
    None mode: a container with nothing but lo.
.DESCRIPTION
    The source document's case of the none mode: none01 has the loopback interface and no other, no address and no way out. It is
    emitted as an object and removed at the end.
#>
[CmdletBinding()]
param(
    # The image of the container: anything with a shell, ifconfig and ping.
    [string] $Image = 'busybox'
)

$ErrorActionPreference = 'Stop'
$container = $null
try {
    # docker run -dit --net=none --name none01 busybox sh
    $container = New-Container $Image sh -Network none -Name none01 -Interactive -Tty -Start
    $container

    # / # ifconfig
    $interfaces = $container | Invoke-ContainerCommand -Command ifconfig -PassThru
    $interfaces
    $names = @($interfaces.Output | Where-Object { $_ -match '^\S' } | ForEach-Object { ($_ -split '\s')[0] })
    if ("$names" -ne 'lo') { throw "There must be lo alone, and there is $names." }
    if (($container | Get-ContainerNetwork).IPAddress) { throw 'A container without network has no address.' }

    # The bridge is out of its reach.
    $bridge = (Get-DockerNetwork bridge).Subnets[0].Subnet -replace '\.0/\d+$', '.1'
    $outside = $container | Invoke-ContainerCommand -Command ping, -c, 1, -W, 1, $bridge -PassThru
    $outside
    if ($outside.Succeeded) { throw 'There must be no way out.' }
}
finally {
    $container | Where-Object { $_ } | Remove-Container -Force
}
