namespace DockerNet.Tests;

/// <summary>What users do with each cmdlet, at least once: what the conventions that hold for all are tried with. They run in the
/// world that <see cref="InvocationTests"/> makes: the container <c>web</c> runs on the network <c>net</c>, publishes a port and has the
/// volume <c>data</c>; <c>old</c> never ran, <c>ended</c> did; the network <c>spare</c> and the image <c>unused</c> are in nobody's use; cmdlets of swarms find a swarm with the
/// service <c>site</c>, if they need one. <c>$folder</c> is an empty folder but for <c>images.tar</c> and <c>file.txt</c>.</summary>
public static class Invocations
{
    /// <summary>The invocations of each cmdlet: the pipeline's last command is the cmdlet.</summary>
    public static IReadOnlyDictionary<string, string[]> All { get; } = new SortedDictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["Add-ContainerLink"] = ["Add-ContainerLink web:www old", "New-ContainerConfig nginx | Add-ContainerLink web"],
        ["Add-PortMapping"] = ["Add-PortMapping 8081:81 old", "New-ContainerConfig nginx | Add-PortMapping 8081:81"],
        ["Backup-DockerVolume"] = ["Backup-DockerVolume data $folder/data.tar", "Backup-DockerVolume data -AsByteStream"],
        ["Connect-Container"] = ["Connect-Container spare web", "Connect-Container spare old -PassThru", "New-ContainerConfig nginx | Connect-Container net"],
        ["ConvertTo-DockerCommand"] = ["ConvertTo-DockerCommand web", "Get-DockerNetwork net | ConvertTo-DockerCommand"],
        ["Copy-ContainerItem"] = ["Copy-ContainerItem $folder/file.txt web:/tmp -PassThru", "Copy-ContainerItem web:/etc/hostname $folder/hostname -PassThru", "Copy-ContainerItem web:/etc $folder/etc -PassThru"],
        ["Copy-DockerVolume"] = ["Copy-DockerVolume data data2"],
        ["Copy-DockerVolumeItem"] = ["Copy-DockerVolumeItem $folder/file.txt data:/ -PassThru", "Copy-DockerVolumeItem data:/ $folder/data -Recurse -PassThru"],
        ["Disconnect-Container"] = ["Disconnect-Container net web -PassThru"],
        ["Dismount-DockerVolume"] = ["Dismount-DockerVolume data web -Confirm:$false", "New-ContainerConfig nginx -Volume data:/data | Dismount-DockerVolume /data"],
        ["Exit-DockerSwarm"] = ["Exit-DockerSwarm -Force"],
        ["Export-DockerImage"] = ["Export-DockerImage busybox $folder/out.tar"],
        ["Get-Container"] = ["Get-Container", "Get-Container web"],
        ["Get-ContainerLog"] = ["Get-ContainerLog web"],
        ["Get-ContainerMount"] = ["Get-ContainerMount"],
        ["Get-ContainerNetwork"] = ["Get-ContainerNetwork web"],
        ["Get-DockerEngine"] = ["Get-DockerEngine"],
        ["Get-DockerEvent"] = ["Get-DockerEvent -Since 1h"],
        ["Get-DockerImage"] = ["Get-DockerImage"],
        ["Get-DockerNetwork"] = ["Get-DockerNetwork", "Get-DockerNetwork net -Detailed"],
        ["Get-DockerNode"] = ["Get-DockerNode"],
        ["Get-DockerService"] = ["Get-DockerService"],
        ["Get-DockerServiceLog"] = ["Get-DockerServiceLog site"],
        ["Get-DockerServiceTask"] = ["Get-DockerServiceTask site"],
        ["Get-DockerSwarm"] = ["Get-DockerSwarm", "Get-DockerSwarm -JoinToken"],
        ["Get-DockerVolume"] = ["Get-DockerVolume"],
        ["Get-DockerVolumeItem"] = ["Get-DockerVolumeItem data"],
        ["Get-PortMapping"] = ["Get-PortMapping web"],
        ["Import-DockerImage"] = ["Import-DockerImage $folder/images.tar"],
        ["Initialize-DockerSwarm"] = ["Initialize-DockerSwarm 10.0.0.1"],
        ["Invoke-Container"] = ["Invoke-Container busybox echo hello", "Invoke-Container busybox echo hello -AsByteStream", "Invoke-Container busybox echo hello -PassThru", "Invoke-Container busybox 'sleep 100' -Detach"],
        ["Invoke-ContainerCommand"] = ["Invoke-ContainerCommand web echo hello", "Invoke-ContainerCommand web echo hello -AsByteStream", "Invoke-ContainerCommand web echo hello -PassThru"],
        ["Join-DockerSwarm"] = ["Join-DockerSwarm 10.0.0.9 -JoinToken SWMTKN-1-2-3"],
        ["Mount-DockerVolume"] = ["Mount-DockerVolume more:/more old -Confirm:$false", "New-ContainerConfig nginx | Mount-DockerVolume more:/more"],
        ["New-Container"] = ["New-Container busybox -Name new", "New-ContainerConfig busybox -Name new | New-Container"],
        ["New-ContainerConfig"] = ["New-ContainerConfig busybox", "Get-Container web | New-ContainerConfig"],
        ["New-DockerNetwork"] = ["New-DockerNetwork new"],
        ["New-DockerService"] = ["New-DockerService nginx -Name new -NoResolveImage"],
        ["New-DockerVolume"] = ["New-DockerVolume new"],
        ["Receive-DockerImage"] = ["Receive-DockerImage redis"],
        ["Remove-Container"] = ["Remove-Container old", "Get-Container | Remove-Container -Force"],
        ["Remove-DockerImage"] = ["Remove-DockerImage unused"],
        ["Remove-DockerNetwork"] = ["Remove-DockerNetwork spare", "Remove-DockerNetwork -Unused"],
        ["Remove-DockerNode"] = ["Remove-DockerNode self -Force"],
        ["Remove-DockerService"] = ["Remove-DockerService site"],
        ["Remove-DockerVolume"] = ["Remove-DockerVolume free"],
        ["Remove-PortMapping"] = ["Remove-PortMapping 80 web -Confirm:$false", "New-ContainerConfig nginx -Port 80 | Remove-PortMapping 80"],
        ["Rename-Container"] = ["Rename-Container old older"],
        ["Rename-DockerVolume"] = ["Rename-DockerVolume free renamed"],
        ["Repair-Container"] = ["Repair-Container"],
        ["Restart-Container"] = ["Restart-Container web"],
        ["Restore-DockerVolume"] = ["Backup-DockerVolume data -AsByteStream | Restore-DockerVolume -Name again"],
        ["Resume-Container"] = ["Resume-Container paused"],
        ["Set-DockerNode"] = ["Set-DockerNode self -Label @{ disk = 'ssd' }"],
        ["Set-DockerService"] = ["Set-DockerService site -Label @{ a = 1 } -NoResolveImage"],
        ["Start-Container"] = ["Start-Container old"],
        ["Stop-Container"] = ["Stop-Container web"],
        ["Suspend-Container"] = ["Suspend-Container web"],
        ["Test-DockerVolumeBackup"] = ["Backup-DockerVolume data $folder/data.tar | Test-DockerVolumeBackup", "Backup-DockerVolume data -AsByteStream | Test-DockerVolumeBackup -Quiet"],
        ["Test-PortMapping"] = ["Test-PortMapping 8080:80", "Test-PortMapping 8080:80 -Quiet"],
        ["Update-Container"] = ["Update-Container old nginx:2 -Confirm:$false"],
        ["Wait-Container"] = ["Wait-Container ended"],
    };

    /// <summary>Cmdlets that cannot be tried without what a test does not have, and why.</summary>
    public static IReadOnlyDictionary<string, string> Untried { get; } = new Dictionary<string, string>
    {
        ["Enter-Container"] = "needs a terminal: TerminalTests",
    };

    /// <summary>Cmdlets that emit nothing in the world of these tests, and why.</summary>
    public static IReadOnlyDictionary<string, string> Silent { get; } = new Dictionary<string, string>
    {
        ["Repair-Container"] = "nothing was broken off: ReplacementFaultTests",
    };
}
