<#
.SYNOPSIS
    -P: all ports that the image exposes, each on a free port of the host, which Get-PortMapping tells.
.DESCRIPTION
    The source document's case of random ports: nginx with -P, nginx without it, and nginx with -p 80, which is a random port of
    the host for one port of the container. Each published port is tried with a real connection. The containers are removed at the end.
#>
[CmdletBinding()]
param(
    # The image: a web server that exposes port 80.
    [string] $Image = 'nginx'
)

$ErrorActionPreference = 'Stop'
$web = [Net.Http.HttpClient]::new()
$containers = @()
try {
    # docker run --rm -d -P nginx
    $containers += $published = New-Container $Image -Name random-all -AutoRemove -PublishAll -Start
    # docker run --rm -d nginx
    $containers += $exposed = New-Container $Image -Name random-none -AutoRemove -Start
    # docker run --rm -d -p 80 nginx
    $containers += $one = New-Container $Image -Name random-one -AutoRemove -Port 80 -Start
    # docker ps
    $containers

    $mappings = $published, $one | Get-PortMapping -ContainerPort 80 -Protocol tcp
    $mappings
    if ($mappings.HostPort -lt 1024) { throw 'Random ports are none of the privileged ones.' }
    foreach ($mapping in $mappings | Where-Object HostAddress -EQ '0.0.0.0') {
        # The port of the host answers with what the container serves.
        $page = $web.GetStringAsync("http://127.0.0.1:$($mapping.HostPort)/").GetAwaiter().GetResult()
        if ($page -notlike '*nginx*') { throw "$mapping must serve the page of nginx, not $page" }
    }

    $ports = @($mappings | Where-Object HostAddress -EQ '0.0.0.0').HostPort
    if ($ports.Count -ne 2 -or $ports[0] -eq $ports[1]) { throw "Each of the two must have a port of its own, not $ports." }

    # What is only exposed is not published.
    if ($exposed | Get-PortMapping) { throw 'Without -P or -p nothing is published.' }

    # Each answers, as Test-PortMapping says too.
    $tests = $published, $one | Test-PortMapping
    $tests
    if ($tests | Where-Object { -not $_.Answers }) { throw 'All published ports must answer.' }
}
finally {
    $web.Dispose()
    $containers | Remove-Container -Force
}
