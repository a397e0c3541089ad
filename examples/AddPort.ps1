<#
.SYNOPSIS
    A further port for a web server that runs: docker has no command for it, DockerNet replaces the container and keeps all the rest.
.DESCRIPTION
    nginx runs on a network of its own with an alias, a MAC address, and an anonymous volume; its page is edited in place. Add-PortMapping
    publishes a further port: the container that then runs has the edited page, the same addresses, alias and volume, and both ports.
    -WhatIf shows the steps. Remove-PortMapping takes the first port away again. What is made is removed at the end.
#>
[CmdletBinding()]
param(
    # The image: nginx.
    [string] $Image = 'nginx'
)

$ErrorActionPreference = 'Stop'
$ConfirmPreference = 'None'
$web = [Net.Http.HttpClient]::new()
$page = '/usr/share/nginx/html/index.html'

# A server that has just been started needs a moment.
function Get-Page([int] $Port) {
    foreach ($attempt in 1..50) {
        try { return $web.GetStringAsync("http://127.0.0.1:$Port/").GetAwaiter().GetResult().Trim() }
        catch { [Threading.Thread]::Sleep(100) }
    }
}

$network = New-DockerNetwork add-port -Subnet 10.88.0.0/24
try {
    $first = New-Container busybox -Name add-port-first -Network add-port -Interactive -Start
    $before = New-Container $Image -Name add-port-web -Network add-port -NetworkAlias site -MacAddress 02:42:0a:58:00:99 -Volume /cache -Port 8080:80 -Start
    # Its address is free from now on: an engine would give it to whatever starts next.
    $first | Remove-Container -Force

    $before | Invoke-ContainerCommand -Command sh, -c, "echo edited in place > $page; echo kept > /cache/kept"
    $had = $before | Get-ContainerNetwork
    $had

    # What is going to be done, step by step; nothing is.
    Get-Container add-port-web | Add-PortMapping 8081:80 -WhatIf
    if ((Get-Container add-port-web).Id -ne $before.Id) { throw '-WhatIf must change nothing.' }

    $after = Get-Container add-port-web | Add-PortMapping 8081:80
    $after
    $after | Get-PortMapping

    foreach ($port in 8080, 8081) {
        if ((Get-Page $port) -ne 'edited in place') { throw "Port $port must serve the edited page, not '$(Get-Page $port)'." }
    }

    $has = $after | Get-ContainerNetwork
    $has
    if ($has.IPAddress -ne $had.IPAddress) { throw "The address must stay $($had.IPAddress), not $($has.IPAddress)." }
    if ($has.MacAddress -ne $had.MacAddress) { throw "The MAC address must stay $($had.MacAddress), not $($has.MacAddress)." }
    if ('site' -notin $has.Aliases) { throw 'The alias must stay.' }
    if ($after.Mounts[0].Name -ne $before.Mounts[0].Name) { throw 'The anonymous volume must stay.' }
    $kept = $after | Invoke-ContainerCommand -Command cat, /cache/kept
    if ($kept -ne 'kept') { throw 'The files of the anonymous volume must stay.' }
    if ((Get-Container add-port-web*).Count -ne 1) { throw 'Nothing may be left of the old container.' }

    # A port that somebody else holds is refused before anything is changed.
    $other = New-Container $Image -Name add-port-other -Port 8082:80 -Start
    $conflict = $null
    try { $after | Add-PortMapping 8082:80 } catch { $conflict = $_ }
    if ("$conflict" -notlike "*container 'add-port-other'*") { throw "The conflict must name add-port-other, not: $conflict" }
    if ((Get-Container add-port-web).Id -ne $after.Id) { throw 'A port that is held must leave the container alone.' }
    $other | Remove-Container -Force

    $last = $after | Remove-PortMapping 8080:80
    $last | Get-PortMapping
    if ((Get-Page 8081) -ne 'edited in place' -or (Test-PortMapping 8080 -Quiet) -ne $true) { throw 'Only port 8081 may be published now.' }
}
finally {
    $web.Dispose()
    Get-Container add-port-* | Remove-Container -Force -Volume
    $network | Remove-DockerNetwork
    Get-DockerImage dockernet-snapshot:add-port-* | Remove-DockerImage -Force
}
