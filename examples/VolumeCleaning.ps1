<#
.SYNOPSIS
    Cleaning: which volumes nobody uses, what their removal would free, and their removal.
.DESCRIPTION
    The source document's advice to remove volumes that are used no longer. docker volume ls tells neither who uses a volume nor its
    size, and docker volume prune has no dry run: both are here. Only volumes that this script makes are removed.
#>
[CmdletBinding()]
param(
    # The image of the containers: anything with a shell.
    [string] $Image = 'busybox'
)

$ErrorActionPreference = 'Stop'
$label = @{ example = 'cleaning' }
$holder = $null
try {
    $null = New-DockerVolume used, unused -Label $label
    $anonymous = New-DockerVolume -Label $label
    $holder = New-Container $Image -Name holder -Volume used:/data
    Invoke-Container $Image sh, -c, 'head -c 1000000 /dev/zero > /data/zeros' -Volume unused:/data -AutoRemove

    # docker volume ls, with sizes and users
    $all = Get-DockerVolume -Label $label -Size
    $all
    $unused = $all | Where-Object Name -EQ unused
    if ($unused.Size -ne 1000000) { throw "The volume must hold 1000000 bytes, not $($unused.Size)." }
    if ("$(($all | Where-Object Name -EQ used).Users)" -ne 'holder:/data') { throw 'The volume that is used must tell by whom.' }

    # The dry run: nothing goes.
    Get-DockerVolume -Label $label -Unused | Remove-DockerVolume -WhatIf
    if (@(Get-DockerVolume -Label $label).Count -ne 3) { throw 'The dry run must remove nothing.' }

    # First what nobody named, then all that nobody uses.
    Get-DockerVolume -Label $label -Unused -Anonymous | Remove-DockerVolume
    if ("$(Get-DockerVolume -Label $label)" -ne 'unused used') { throw 'Only the anonymous volume must be gone.' }
    Get-DockerVolume -Label $label -Unused | Remove-DockerVolume
    $left = Get-DockerVolume -Label $label
    $left
    if ("$left" -ne 'used') { throw "Only the volume that is used must be left, not $left." }

    # What a stopped container holds goes with that container, if it is named and -Force says so.
    Remove-DockerVolume used -Force
    $holder = $null
    if (Get-DockerVolume -Label $label) { throw 'No volume must be left.' }
}
finally {
    $holder | Where-Object { $_ } | Remove-Container -Force
    Get-DockerVolume -Label $label | Remove-DockerVolume
}
