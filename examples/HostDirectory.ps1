<#
.SYNOPSIS
    Folders of the host in containers: httpd and nginx serve what lies there, over a published port.
.DESCRIPTION
    The source document's two cases of host directories. Case 1: /data1 of the host is the document root of web06 (httpd), and a page that
    is written on the host is answered on port 8080. Case 2: the configuration, the pages and the log of nginx are the host's, in web07
    and web08, and answered on port 9090. A path need not be absolute here, and one that is missing is an error instead of an empty
    folder. What is made is emitted as objects and removed at the end.
#>
[CmdletBinding()]
param(
    # The folder that stands for the host's root of the source document.
    [string] $Root = [IO.Directory]::CreateTempSubdirectory('dockernet-').FullName,
    [string] $Httpd = 'httpd',
    [string] $Nginx = 'nginx',
    # The ports of the host.
    [int] $HttpdPort = 8080,
    [int] $NginxPort = 9090,
    # What the published ports are answered on.
    [string] $HostAddress = '127.0.0.1'
)

$ErrorActionPreference = 'Stop'
$client = [Net.Http.HttpClient]::new()

# curl URL, as soon as the server listens
function Get-Page([string] $Url) {
    for ($attempt = 1; ; $attempt++) {
        try { return $client.GetStringAsync($Url).GetAwaiter().GetResult().Trim() }
        catch { if ($attempt -eq 50) { throw }; [Threading.Thread]::Sleep(100) }
    }
}

$containers = @()
try {
    # The servers run as users of their own, who must get at the files.
    if (-not $IsWindows) { [IO.File]::SetUnixFileMode($Root, 'UserRead, UserWrite, UserExecute, GroupRead, GroupExecute, OtherRead, OtherExecute') }
    $null = $ExecutionContext.SessionState.Path.PushCurrentLocation('examples')
    $null = $ExecutionContext.SessionState.Path.SetLocation($Root)

    # Case 1
    # docker run -dit -p 8080:80 -v /data1:/usr/local/apache2/htdocs --name web06 httpd
    # What is missing is not silently made, as docker does: it may be a slip of the pen.
    $refused = $null
    New-Container $Httpd -Name web06 -Publish "${HttpdPort}:80" -Volume "$Root/data1:/usr/local/apache2/htdocs" -ErrorAction SilentlyContinue -ErrorVariable refused
    if ($refused[0].FullyQualifiedErrorId -notlike 'PathNotFound,*') { throw 'A folder that is missing must be an error.' }
    $null = [IO.Directory]::CreateDirectory("$Root/data1")
    $containers += $web06 = New-Container $Httpd -Name web06 -Publish "${HttpdPort}:80" -Volume ./data1:/usr/local/apache2/htdocs -Interactive -Tty -Start
    $web06
    $web06 | Get-ContainerMount
    # echo "ni hao">/data1/index.html
    [IO.File]::WriteAllText("$Root/data1/index.html", "ni hao`n")
    # curl 192.168.101.8080
    $page = Get-Page "http://${HostAddress}:$HttpdPort/"
    $page
    if ($page -ne 'ni hao') { throw "httpd must answer 'ni hao', not '$page'." }

    # Case 2
    # mkdir -p /www/{conf,html}, and the configuration and the pages
    foreach ($folder in 'conf', 'html', 'nginx/log') { $null = [IO.Directory]::CreateDirectory("$Root/www/$folder") }
    [IO.File]::WriteAllText("$Root/www/html/index.html", "ni hao nginx`n")
    [IO.File]::WriteAllText("$Root/www/conf/nginx.conf", @'
daemon off;
pid /run/nginx.pid;
error_log /var/log/nginx/error.log notice;
events { worker_connections 64; }
http {
  access_log /var/log/nginx/access.log;
  server { listen 80; location / { root /www/html; index index.html; } }
}
'@)
    $volumes = "$Root/www/conf/nginx.conf:/etc/nginx/nginx.conf", "$Root/www/html:/www/html", "$Root/www/nginx/log:/var/log/nginx"
    foreach ($case in @{ Name = 'web07'; Command = '/bin/bash', '-c', 'nginx' }, @{ Name = 'web08'; Command = 'nginx' }) {
        # docker run -d -p 9090:80 -v /www/conf/nginx.conf:/etc/nginx/nginx.conf -v /www/html:/www/html -v /www/nginx/log:/var/log/nginx --name web07 nginx /bin/bash -c "nginx"
        $server = New-Container $Nginx -Command $case.Command -Name $case.Name -Publish "${NginxPort}:80" -Volume $volumes -Start
        $containers += $server
        $server
        $page = Get-Page "http://${HostAddress}:$NginxPort/?$($case.Name)"
        $page
        if ($page -ne 'ni hao nginx') { throw "nginx must answer 'ni hao nginx', not '$page'." }

        # What nginx logs is a file of the host.
        $log = [IO.File]::ReadAllText("$Root/www/nginx/log/access.log")
        if ($log -notlike "*GET /?$($case.Name) *200*") { throw "The log on the host must tell of the request: $log" }
        # Both want the same port.
        $server | Stop-Container -Timeout 2
    }
}
finally {
    $client.Dispose()
    $containers | Remove-Container -Force
    $null = $ExecutionContext.SessionState.Path.PopLocation('examples')
    [IO.Directory]::Delete($Root, $true)
}
