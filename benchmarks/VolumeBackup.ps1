# Backing up a volume of 1 GiB, half of it random, in files of 1 MiB: beside the well-known recipe with a container that runs tar, and beside
# docker cp. Emits one object a measurement: seconds, their ratio, and the most memory that this process has taken so far.
param([int] $Megabytes = 1024, [int] $Rounds = 3)

$ErrorActionPreference = 'Stop'
if (-not (Get-Module DockerNet)) { Import-Module "$PSScriptRoot/../out/DockerNet/DockerNet.psd1" }
$folder = [IO.Directory]::CreateTempSubdirectory('dockernet-benchmark-').FullName

function Measure-Median([scriptblock] $Action) {
    $samples = [double[]]@(foreach ($i in 1..$Rounds) {
            foreach ($file in [IO.Directory]::GetFiles($folder)) { [IO.File]::Delete($file) }
            $watch = [Diagnostics.Stopwatch]::StartNew()
            $null = & $Action
            $watch.Elapsed.TotalSeconds
        })
    [Array]::Sort($samples)
    $samples[[int][Math]::Floor($Rounds / 2)]
}

# The most that this process has had in memory: the kernel's own count.
function Get-PeakMemory { [int](([IO.File]::ReadAllLines('/proc/self/status') | Where-Object { $_ -like 'VmHWM:*' }) -replace '\D') / 1024 }

$null = New-DockerVolume bench-backup
try {
    $fill = "cd /data; for i in `$(seq $($Megabytes / 2)); do dd if=/dev/urandom of=random-`$i bs=1M count=1; dd if=/dev/zero of=zero-`$i bs=1M count=1; done 2> /dev/null; sync"
    Invoke-Container busybox -Volume bench-backup:/data -Command sh, -c, $fill
    $holder = New-Container busybox -Name bench-holder -Volume bench-backup:/data -Command sleep, 1000 -Start
    $before = Get-PeakMemory
    $tar = Measure-Median { docker run --rm -v bench-backup:/data -v "${folder}:/to" busybox tar cf /to/tar.tar /data }
    $cp = Measure-Median { docker cp bench-holder:/data "$folder/cp" 2> $null; [IO.Directory]::Delete("$folder/cp", $true) }
    foreach ($compression in 'None', 'Zstd', 'Gzip') {
        $ours = Measure-Median { Backup-DockerVolume bench-backup "$folder/ours" -Compression $compression -Force }
        [pscustomobject]@{
            What        = "Backup-DockerVolume, $Megabytes MiB, $compression"
            Seconds     = [Math]::Round($ours, 2)
            Tar         = [Math]::Round($tar, 2)
            RatioToTar  = [Math]::Round($ours / $tar, 2)
            Cp          = [Math]::Round($cp, 2)
            RatioToCp   = [Math]::Round($ours / $cp, 2)
            PeakMiB     = [Math]::Round((Get-PeakMemory))
            GrowthMiB   = [Math]::Round((Get-PeakMemory) - $before)
        }
    }

    $verify = Measure-Median { Backup-DockerVolume bench-backup "$folder/ours.tar" | Restore-DockerVolume -Name bench-restored; Remove-DockerVolume bench-restored }
    [pscustomobject]@{ What = 'Backup, verify and restore'; Seconds = [Math]::Round($verify, 2); Tar = [Math]::Round($tar, 2); RatioToTar = [Math]::Round($verify / $tar, 2); Cp = $null; RatioToCp = $null; PeakMiB = [Math]::Round((Get-PeakMemory)); GrowthMiB = [Math]::Round((Get-PeakMemory) - $before) }
}
finally {
    $holder | Remove-Container -Force
    Remove-DockerVolume bench-backup
    [IO.Directory]::Delete($folder, $true)
}
