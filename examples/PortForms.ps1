<#
.SYNOPSIS
    Every form of -p: addresses, udp, ranges, IPv6, the long form, and hashtables, each tried with a real connection.
.DESCRIPTION
    One container answers on its tcp ports 80 to 82 and on its udp port 80, with the number of the port. Each form that
    the docker CLI takes publishes some of them, and a connection from the host shows that it does. What is made is removed at the end.
#>
[CmdletBinding()]
param(
    # The image: nginx, which can serve plain tcp and udp too.
    [string] $Image = 'nginx'
)

$ErrorActionPreference = 'Stop'
$server = @'
rm /etc/nginx/conf.d/default.conf
for port in 80 81 82 '80 udp'; do echo "server { listen $port; return port-${port% udp}; }"; done > /tmp/servers
echo 'stream { include /tmp/servers; }' >> /etc/nginx/nginx.conf
exec nginx -g 'daemon off;'
'@

# What the container says on a tcp port of the host. A server needs a moment to listen.
function Receive-Text([string] $Address, [int] $Port) {
    foreach ($attempt in 1..50) {
        $client = [Net.Sockets.TcpClient]::new([Net.IPAddress]::Parse($Address).AddressFamily)
        try {
            $client.Connect($Address, $Port)
            $text = [IO.StreamReader]::new($client.GetStream()).ReadToEnd()
            if ($text) { return $text }
        }
        catch { Write-Verbose "Attempt ${attempt}: $_" }
        finally { $client.Dispose() }
        [Threading.Thread]::Sleep(100)
    }
}

# What the container sends back from a udp port of the host.
function Receive-Datagram([string] $Address, [int] $Port) {
    foreach ($attempt in 1..20) {
        $client = [Net.Sockets.UdpClient]::new()
        try {
            $client.Client.ReceiveTimeout = 500
            $client.Connect($Address, $Port)
            $null = $client.Send([byte[]] 1, 1)
            $from = $null
            return [Text.Encoding]::ASCII.GetString($client.Receive([ref] $from))
        }
        catch { Write-Verbose "Attempt ${attempt}: $_" }
        finally { $client.Dispose() }
    }
}

$forms = @(
    @{ Port = '80'; Bindings = @{ 80 = 'any' } }                                                # docker run -p 80
    @{ Port = '8080:80'; Bindings = @{ 80 = 8080 } }                                            # -p 8080:80
    @{ Port = '8080:80/tcp'; Bindings = @{ 80 = 8080 } }                                        # -p 8080:80/tcp
    @{ Port = '127.0.0.1:8080:80'; Bindings = @{ 80 = 8080 }; Address = '127.0.0.1' }           # -p 127.0.0.1:8080:80
    @{ Port = '127.0.0.1::80'; Bindings = @{ 80 = 'any' }; Address = '127.0.0.1' }              # -p 127.0.0.1::80
    @{ Port = '127.0.0.1::80/udp'; Bindings = @{ 80 = 'any' }; Address = '127.0.0.1'; Protocol = 'udp' } # -p 127.0.0.1::80/udp
    @{ Port = '[::1]:8080:80'; Bindings = @{ 80 = 8080 }; Address = '::1' }                     # -p [::1]:8080:80
    @{ Port = '8080-8082:80-82'; Bindings = @{ 80 = 8080; 81 = 8081; 82 = 8082 } }              # -p 8080-8082:80-82
    @{ Port = '8000-8010:80'; Bindings = @{ 80 = 8000..8010 } }                                 # -p 8000-8010:80
    @{ Port = '80-82'; Bindings = @{ 80 = 'any'; 81 = 'any'; 82 = 'any' } }                     # -p 80-82
    @{ Port = 'published=8080,target=80,protocol=tcp'; Bindings = @{ 80 = 8080 } }              # -p published=8080,target=80,protocol=tcp
    @{ Port = 80; Bindings = @{ 80 = 'any' } }                                                  # a number
    @{ Port = @{ HostPort = 8080; ContainerPort = 81 }; Bindings = @{ 81 = 8080 } }             # a hashtable
)

foreach ($form in $forms) {
    $address = if ($form.Address) { $form.Address } else { '127.0.0.1' }
    $protocol = if ($form.Protocol) { $form.Protocol } else { 'tcp' }
    $container = New-Container $Image sh, -c, $server -Name port-forms -Port $form.Port -Start
    try {
        $mappings = @($container | Get-PortMapping | Where-Object { $_.HostAddress -in $form.Address, '0.0.0.0' })
        $mappings
        if ($mappings.Count -ne $form.Bindings.Count) { throw "$($form.Port) must publish $($form.Bindings.Count) ports, not $mappings." }
        foreach ($mapping in $mappings) {
            $expected = $form.Bindings[$mapping.ContainerPort]
            if ($mapping.Protocol -ne $protocol -or ($expected -ne 'any' -and $mapping.HostPort -notin $expected)) { throw "$($form.Port) must not be $mapping." }
            $said = if ($protocol -eq 'udp') { Receive-Datagram $address $mapping.HostPort } else { Receive-Text $address $mapping.HostPort }
            if ($said -ne "port-$($mapping.ContainerPort)") { throw "$mapping must answer port-$($mapping.ContainerPort), not '$said'." }
        }
    }
    finally {
        $container | Remove-Container -Force
    }
}

# What cannot be published is told in the CLI's words, before an engine is asked.
foreach ($wrong in @{ Port = '80a'; Says = 'invalid containerPort: 80a' }, @{ Port = '8080:80/icmp'; Says = 'invalid proto: icmp' }, @{ Port = '1.2.3:80:80'; Says = 'invalid IP address: 1.2.3' },
    @{ Port = '8080:'; Says = 'no port specified' }, @{ Port = '8000-8010:80-82'; Says = 'invalid ranges specified for container and host Ports' }) {
    $failure = $null
    try { New-Container $Image -Name port-forms -Port $wrong.Port } catch { $failure = $_ }
    if ("$failure" -notlike "*$($wrong.Says)*") { throw "$($wrong.Port) must be refused with '$($wrong.Says)', not: $failure" }
}
