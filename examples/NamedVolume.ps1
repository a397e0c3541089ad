<#
.SYNOPSIS
    A named volume: created first, mounted in a container, and mounted in another one that exists already.
.DESCRIPTION
    The source document's case of named volumes: docker volume create my_volume, and a container of nginx that has it at /data. What the
    docker CLI does not have: the volume is mounted in a container that exists already, copied, and given another name. What is made is
    emitted as objects and removed at the end.
#>
[CmdletBinding()]
param(
    [string] $Image = 'nginx'
)

$ErrorActionPreference = 'Stop'
$containers = @()
try {
    # docker volume create my_volume
    $volume = New-DockerVolume my_volume
    $volume
    # docker run -d -v my_volume:/data --name my_cotainer nginx
    $containers += $container = New-Container $Image -Name my_cotainer -Volume my_volume:/data -Start
    $container
    $container | Invoke-ContainerCommand -Command sh, -c, 'echo kept > /data/file' | Out-Null

    # Who uses it?
    $volume = Get-DockerVolume my_volume
    $volume
    if ("$($volume.Users)" -ne 'my_cotainer:/data') { throw "my_volume must be used by my_cotainer at /data, not by '$($volume.Users)'." }

    # A volume that is in use is not removed.
    $refused = $null
    $volume | Remove-DockerVolume -ErrorAction SilentlyContinue -ErrorVariable refused
    if ($refused[0].FullyQualifiedErrorId -notlike 'VolumeInUse,*') { throw 'A volume that is in use must not be removed.' }

    # Another container, which exists already and runs, gets it too, and loses it again.
    $containers += $late = New-Container $Image -Name late -Start
    $late = $late | Mount-DockerVolume my_volume:/srv:ro -Confirm:$false
    $read = $late | Invoke-ContainerCommand -Command cat, /srv/file
    $read
    if ("$read".Trim() -ne 'kept') { throw "late must read 'kept', not '$read'." }
    $late = $late | Dismount-DockerVolume /srv -Confirm:$false
    if ($late | Get-ContainerMount) { throw 'late must have no mount any more.' }

    # Files go in and out without a container that could copy them.
    $copy = Get-DockerVolume my_volume | Copy-DockerVolume -NewName my_copy
    $copy
    $item = Get-DockerVolumeItem my_copy:/
    $item
    if ("$($item.Name)" -ne 'file') { throw 'The copy must hold what my_volume holds.' }
    $renamed = $copy | Rename-DockerVolume -NewName my_renamed
    $renamed
    if (Get-DockerVolume my_copy*) { throw 'Under its old name the copy must be gone.' }
}
finally {
    Get-Container my_cotainer*, late* | Remove-Container -Force
    Get-DockerVolume my_volume*, my_copy*, my_renamed* | Remove-DockerVolume
}
