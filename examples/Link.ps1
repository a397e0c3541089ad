<#
.SYNOPSIS
    --link: a container on the default bridge knows another one by an alias, in its /etc/hosts.
.DESCRIPTION
    The source document's case of linked containers: web02 is linked to web01 as myweb01, finds that name in its /etc/hosts and
    reaches it. The same is done by a configuration and Add-ContainerLink. What is made is emitted as objects and removed at the end.
#>
[CmdletBinding()]
param(
    # The image of the containers: anything with a shell and ping.
    [string] $Image = 'centos:7'
)

$ErrorActionPreference = 'Stop'
$containers = @()
try {
    # docker run -dit --name web01 centos:7
    $containers += $web01 = New-Container $Image -Name web01 -Interactive -Tty -Start
    # docker run -dit --name web02 --link web01:myweb01 centos:7
    $containers += $web02 = New-Container $Image -Name web02 -Link web01:myweb01 -Interactive -Tty -Start
    # The same with a configuration on the way.
    $containers += $web03 = New-ContainerConfig $Image -Name web03-linked -Interactive -Tty | Add-ContainerLink $web01 -Alias myweb01 | New-Container -Start
    $containers

    $address = ($web01 | Get-ContainerNetwork).IPAddress
    foreach ($linked in $web02, $web03) {
        # / # cat /etc/hosts
        $hosts = $linked | Invoke-ContainerCommand -Command cat, /etc/hosts -PassThru
        $hosts
        if (-not ($hosts.Output | Where-Object { $_ -match "^$([regex]::Escape($address))\s+myweb01\s" })) { throw "/etc/hosts of $linked must have a line of myweb01 with $address." }

        # / # ping myweb01
        $reached = $linked | Invoke-ContainerCommand -Command ping, -c, 1, -W, 2, myweb01 -PassThru
        $reached
        if (-not $reached.Succeeded) { throw "$linked must reach myweb01." }
    }

    # The other way round there is no name: links go one way.
    $hosts = $web01 | Invoke-ContainerCommand -Command cat, /etc/hosts -PassThru
    if ($hosts.Output | Where-Object { $_ -like '*web02*' }) { throw 'web01 must not know web02.' }
}
finally {
    $containers | Remove-Container -Force
}
