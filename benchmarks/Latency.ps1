# What an interactive user waits for: importing the module, and one question to the engine, beside the docker CLI.
# Emits one object a measurement: the medians in milliseconds, and their ratio.
param([int] $Rounds = 30)

$ErrorActionPreference = 'Stop'
$module = "$PSScriptRoot/../out/DockerNet/DockerNet.psd1"

function Measure-Median([scriptblock] $Action, [int] $Times) {
    $samples = [double[]]@(foreach ($i in 1..$Times) {
            $watch = [Diagnostics.Stopwatch]::StartNew()
            $null = & $Action
            $watch.Elapsed.TotalMilliseconds
        })
    [Array]::Sort($samples)
    [Math]::Round($samples[[int][Math]::Floor($Times / 2)], 2)
}

# In a fresh runspace of this warm process, as a prompt does it at its start.
$import = Measure-Median -Times 5 {
    $shell = [PowerShell]::Create()
    $null = $shell.AddScript("1").Invoke()
    $watch = [Diagnostics.Stopwatch]::StartNew()
    $null = $shell.AddScript("Import-Module '$module'").Invoke()
    $script:imported = $watch.Elapsed.TotalMilliseconds
    $shell.Dispose()
}
[pscustomobject]@{ What = 'Import-Module DockerNet'; DockerNet = [Math]::Round($imported, 2); DockerCli = $null; Ratio = $null }

if (-not (Get-Module DockerNet)) { Import-Module $module }
$containers = foreach ($i in 1..10) { New-Container busybox -Name "bench-$i" -Interactive -Start }
try {
    $null = Get-Container
    foreach ($case in @(
            @{ What = 'Get-Container / docker ps -a (10 containers)'; Ours = { Get-Container }; Theirs = { docker ps -a } }
            @{ What = 'Get-DockerNetwork / docker network ls'; Ours = { Get-DockerNetwork }; Theirs = { docker network ls } }
            @{ What = 'Invoke-ContainerCommand / docker exec'; Ours = { Invoke-ContainerCommand bench-1 true }; Theirs = { docker exec bench-1 true } }
            @{ What = 'New- and Remove-DockerNetwork / docker network create and rm'; Ours = { New-DockerNetwork bench | Remove-DockerNetwork }; Theirs = { docker network create bench; docker network rm bench } }
        )) {
        $ours = Measure-Median $case.Ours $Rounds
        $theirs = if (Get-Command docker -ErrorAction Ignore) { Measure-Median $case.Theirs $Rounds }
        [pscustomobject]@{ What = $case.What; DockerNet = $ours; DockerCli = $theirs; Ratio = if ($theirs) { [Math]::Round($ours / $theirs, 3) } }
    }
}
finally {
    $containers | Remove-Container -Force
}
