<#
.SYNOPSIS
    Container mode: two containers with one network between them, and all else apart.
.DESCRIPTION
    The source document's case of the container mode: host2 shares the network of host1. Both see the same interfaces with the
    same addresses, and their processes talk over lo; their files and processes stay apart. What is made is emitted as objects
    and removed at the end.
#>
[CmdletBinding()]
param(
    # The image of the containers: anything with a shell, ifconfig and nc.
    [string] $Image = 'busybox'
)

$ErrorActionPreference = 'Stop'
$containers = @()
try {
    # docker run -dit --name host1 busybox
    $containers += $host1 = New-Container $Image -Name host1 -Interactive -Tty -Start
    # docker run -dit --net=container:host1 --name host2 busybox
    $containers += $host2 = New-Container $Image -Network container:host1 -Name host2 -Interactive -Tty -Start
    $containers

    # docker exec -it host1 ifconfig; docker exec -it host2 ifconfig: the same
    $first = $host1 | Invoke-ContainerCommand -Command ip, address -PassThru
    $second = $host2 | Invoke-ContainerCommand -Command ip, address -PassThru
    $first
    $second
    if ("$($first.Output)" -ne "$($second.Output)") { throw 'Both must see the same interfaces.' }
    $address = ($host1 | Get-ContainerNetwork).IPAddress
    if (-not ($second.Output | Where-Object { $_ -like "*$address*" })) { throw "host2 must have the address of host1, $address." }

    # Their processes talk over lo.
    $null = $host1 | Invoke-ContainerCommand -Command sh, -c, 'echo hello | nc -l -p 8000 127.0.0.1 &'
    $heard = $host2 | Invoke-ContainerCommand -Command sh, -c, 'until nc -w 2 127.0.0.1 8000 </dev/null; do sleep 0.1; done' -PassThru
    $heard
    if ("$($heard.Output)" -notlike '*hello*') { throw 'host2 must hear host1 over lo.' }

    # Files and processes stay apart.
    $null = $host1 | Invoke-ContainerCommand -Command touch, /only-here
    $files = $host2 | Invoke-ContainerCommand -Command ls, /only-here -PassThru
    $files
    if ($files.Succeeded) { throw 'host2 must not see the files of host1.' }

    # A container that does not run has no network to share.
    $host1 | Stop-Container -Timeout 0
    try { New-Container $Image -Network container:host1 -Start; $refused = $false }
    catch { $refused = $_.FullyQualifiedErrorId -like 'ContainerNotRunning*' }
    if (-not $refused) { throw 'The network of a stopped container cannot be shared.' }
}
finally {
    $containers | Remove-Container -Force
}
