<#
.SYNOPSIS
    --volumes-from: a container has the volumes of another one, and keeps them when that one is gone.
.DESCRIPTION
    The source document's case of shared volumes: web05 gets all volumes of web04 (/data1 and /data2). What one writes the other reads at
    once; and when web04 is removed, web05 still reads. What is made is emitted as objects and removed at the end.
#>
[CmdletBinding()]
param(
    # The image of the containers: anything with a shell.
    [string] $Image = 'centos:7'
)

$ErrorActionPreference = 'Stop'
$web04 = $web05 = $null
try {
    # docker run -dit -v /data1 -v /data2 --name web04 centos:7
    $web04 = New-Container $Image -Name web04 -Volume /data1, /data2 -Interactive -Tty -Start
    # docker run -dit --volumes-from web04 --name web05 centos:7 /bin/bash
    $web05 = New-Container $Image /bin/bash -Name web05 -VolumesFrom web04 -Interactive -Tty -Start
    $web04, $web05

    # Both have the same volumes at the same paths.
    $mounts = Get-ContainerMount web04, web05
    $mounts
    foreach ($path in '/data1', '/data2') {
        $volumes = @(($mounts | Where-Object Destination -EQ $path).Volume)
        if ($volumes.Count -ne 2 -or $volumes[0] -ne $volumes[1]) { throw "web04 and web05 must have the same volume at $path." }
    }
    $shared = Get-DockerVolume ($web05 | Get-ContainerMount -Destination /data1).Volume
    $shared
    if ("$($shared.Users)" -ne 'web04:/data1 web05:/data1') { throw "The volume must be used by both, not by '$($shared.Users)'." }

    # What one changes is changed for the other.
    $web04 | Invoke-ContainerCommand -Command sh, -c, 'echo from web04 > /data1/file' | Out-Null
    $read = $web05 | Invoke-ContainerCommand -Command cat, /data1/file
    $read
    if ("$read".Trim() -ne 'from web04') { throw "web05 must read what web04 wrote, not '$read'." }
    $web05 | Invoke-ContainerCommand -Command sh, -c, 'echo from web05 > /data2/file' | Out-Null
    $read = $web04 | Invoke-ContainerCommand -Command cat, /data2/file
    $read
    if ("$read".Trim() -ne 'from web05') { throw "web04 must read what web05 wrote, not '$read'." }

    # web04 goes, even with -Volume (docker rm -v): web05 still reads and writes.
    $web04 | Remove-Container -Force -Volume
    $web04 = $null
    $read = $web05 | Invoke-ContainerCommand -Command sh, -c, 'echo still >> /data1/file && cat /data1/file'
    $read
    if ("$read".Trim() -notmatch '(?s)^from web04.*still$') { throw "web05 must still read what web04 wrote, not '$read'." }

    # Read-only, as -VolumesFrom name:ro has it.
    $written = Invoke-Container $Image sh, -c, 'touch /data1/other 2>/dev/null && echo written || echo refused' -VolumesFrom web05:ro -AutoRemove
    $written
    if ("$written".Trim() -ne 'refused') { throw 'A container that has the volumes read-only must not write.' }
}
finally {
    $web04, $web05 | Where-Object { $_ } | Remove-Container -Force -Volume
}
