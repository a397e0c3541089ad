<#
.SYNOPSIS
    Anonymous volumes: folders of a container that outlive it, under names that the engine chooses.
.DESCRIPTION
    The source document's case of anonymous volumes: web04 with /data1 and /data2. Each is a volume of its own; what is written there
    is in the volume and not in the container, and is still there when the container is gone. What is made is emitted as objects and
    removed at the end.
#>
[CmdletBinding()]
param(
    # The image of the containers: anything with a shell.
    [string] $Image = 'centos:7'
)

$ErrorActionPreference = 'Stop'
$containers = @()
$volumes = @()
try {
    # docker run -dit -v /data1 -v /data2 --name web04 centos:7
    $containers += $web04 = New-Container $Image -Name web04 -Volume /data1, /data2 -Interactive -Tty -Start
    $web04

    $mounts = $web04 | Get-ContainerMount
    $mounts
    $volumes = @($mounts | Get-DockerVolume)
    $volumes
    if ("$($mounts.Destination)" -ne '/data1 /data2') { throw "web04 must have /data1 and /data2, not $($mounts.Destination)." }
    if ($volumes.Count -ne 2 -or $volumes[0].Name -eq $volumes[1].Name -or ($volumes | Where-Object { -not $_.Anonymous })) { throw 'Each must be an anonymous volume of its own.' }

    # docker exec -it web04 /bin/bash; cd /data1; cd /data2
    $web04 | Invoke-ContainerCommand -Command /bin/bash, -c, 'cd /data1 && echo one > file && cd /data2 && echo two > file' | Out-Null

    # Both are seen from outside, with the names that they have inside.
    foreach ($volume in $volumes) {
        $file = $volume | Get-DockerVolumeItem -Path /file
        $file
        if ($file.Size -ne 4) { throw "$volume must hold the file." }
    }

    # The container goes, its volumes stay; now nobody uses them.
    $web04 | Remove-Container -Force
    $containers = @()
    $left = @($volumes | Get-DockerVolume -Unused)
    if ($left.Count -ne 2) { throw 'The volumes of web04 must outlive it.' }

    # Another container gets at what web04 wrote.
    $first = $mounts | Where-Object Destination -EQ /data1
    $read = Invoke-Container $Image cat, /data/file -Volume "$($first.Volume):/data:ro" -AutoRemove
    $read
    if ("$read".Trim() -ne 'one') { throw "The volume of /data1 must hold 'one', not '$read'." }
}
finally {
    $containers | Remove-Container -Force -Volume
    $volumes | Remove-DockerVolume
}
