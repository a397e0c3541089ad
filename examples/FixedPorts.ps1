<#
.SYNOPSIS
    -p 8080:80: a port of the host that is chosen; who already holds it is named, and the next free port with it.
.DESCRIPTION
    The source document's case of chosen ports: nginx on port 8080 of the host. A second container on the same port cannot start;
    the error says which container holds the port and which one is free, and that one is taken. What is made is removed at the end.
#>
[CmdletBinding()]
param(
    # The image: a web server on port 80.
    [string] $Image = 'nginx',

    # The port of the host.
    [int] $HostPort = 8080
)

$ErrorActionPreference = 'Stop'
$web = [Net.Http.HttpClient]::new()
$containers = @()
try {
    # Is it free?
    $test = Test-PortMapping "${HostPort}:80"
    $test
    if (-not $test.Free) { throw "The example needs port $HostPort, which is held by $($test.Holder)." }

    # docker run --rm -d -p 8080:80 nginx
    $containers += $first = New-Container $Image -Name fixed-1 -AutoRemove -Port "${HostPort}:80" -Start
    $first
    if ($web.GetStringAsync("http://127.0.0.1:$HostPort/").GetAwaiter().GetResult() -notlike '*nginx*') { throw "Port $HostPort must serve the page." }

    # Who holds it now, and does it answer?
    $test = Test-PortMapping $HostPort
    $test
    if ($test.Free -or $test.Container -ne 'fixed-1' -or -not $test.Answers) { throw "fixed-1 must hold port $HostPort." }

    # docker run --rm -d -p 8080:80 nginx, once more: the port is taken.
    $conflict = $null
    try { New-Container $Image -Name fixed-2 -AutoRemove -Port "${HostPort}:80" -Start } catch { $conflict = $_ }
    if ($conflict.FullyQualifiedErrorId -notlike 'PortInUse*' -or "$conflict" -notlike "*container 'fixed-1'*") { throw "The conflict must name fixed-1, not: $conflict" }
    $conflict.ErrorDetails.RecommendedAction
    if ($conflict.ErrorDetails.RecommendedAction -notlike "*$($test.NextFreePort)*") { throw "The conflict must suggest port $($test.NextFreePort)." }
    if (Get-Container fixed-2*) { throw 'Nothing may be left of the container that could not start.' }

    # On the port that was suggested it starts.
    $containers += $second = New-Container $Image -Name fixed-2 -AutoRemove -Port "$($test.NextFreePort):80" -Start
    $second | Get-PortMapping
    if ($web.GetStringAsync("http://127.0.0.1:$($test.NextFreePort)/").GetAwaiter().GetResult() -notlike '*nginx*') { throw 'The second must serve the page too.' }
}
finally {
    $web.Dispose()
    $containers | Remove-Container -Force
}
