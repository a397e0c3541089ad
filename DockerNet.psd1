@{
    RootModule           = 'DockerNet.dll'
    ModuleVersion        = '0.1.0'
    GUID                 = '6a1f0a0e-7c5e-4c0b-9a55-3a7c0f7b9d21'
    Author               = 'DockerNet maintainers'
    CompanyName          = 'DockerNet'
    Copyright            = '(c) DockerNet maintainers. MIT License.'
    Description          = 'Container communication and data persistence from PowerShell: networks, ports, links, volumes and mounts of any Docker Engine as cmdlets whose objects flow through the pipeline.'
    PowerShellVersion    = '7.4'
    CompatiblePSEditions = @('Core')
    # DockerNet.Types.ps1xml names a type of it.
    RequiredAssemblies   = @('DockerNet.Models.dll')
    FormatsToProcess     = @('DockerNet.Format.ps1xml')
    TypesToProcess       = @('DockerNet.Types.ps1xml')
    CmdletsToExport      = @(
        'Connect-Container'
        'Disconnect-Container'
        'Enter-Container'
        'Get-Container'
        'Invoke-Container'
        'New-Container'
        'Remove-Container'
        'Rename-Container'
        'Repair-Container'
        'Restart-Container'
        'Resume-Container'
        'Start-Container'
        'Stop-Container'
        'Suspend-Container'
        'Update-Container'
        'Wait-Container'
        'Invoke-ContainerCommand'
        'New-ContainerConfig'
        'Copy-ContainerItem'
        'Add-ContainerLink'
        'Get-ContainerLog'
        'Get-ContainerMount'
        'Get-ContainerNetwork'
        'ConvertTo-DockerCommand'
        'Get-DockerEngine'
        'Get-DockerEvent'
        'Export-DockerImage'
        'Get-DockerImage'
        'Import-DockerImage'
        'Receive-DockerImage'
        'Remove-DockerImage'
        'Get-DockerNetwork'
        'New-DockerNetwork'
        'Remove-DockerNetwork'
        'Get-DockerNode'
        'Remove-DockerNode'
        'Set-DockerNode'
        'Get-DockerService'
        'New-DockerService'
        'Remove-DockerService'
        'Set-DockerService'
        'Get-DockerServiceLog'
        'Get-DockerServiceTask'
        'Exit-DockerSwarm'
        'Get-DockerSwarm'
        'Initialize-DockerSwarm'
        'Join-DockerSwarm'
        'Backup-DockerVolume'
        'Copy-DockerVolume'
        'Dismount-DockerVolume'
        'Get-DockerVolume'
        'Mount-DockerVolume'
        'New-DockerVolume'
        'Remove-DockerVolume'
        'Rename-DockerVolume'
        'Restore-DockerVolume'
        'Test-DockerVolumeBackup'
        'Copy-DockerVolumeItem'
        'Get-DockerVolumeItem'
        'Add-PortMapping'
        'Get-PortMapping'
        'Remove-PortMapping'
        'Test-PortMapping'
    )
    FunctionsToExport    = @()
    VariablesToExport    = @()
    AliasesToExport      = @('dexec', 'dlogs', 'dps', 'drun')
    PrivateData          = @{
        PSData = @{
            # Empty for a release.
            Prerelease   = 'preview1'
            Tags         = @('Docker', 'Container', 'Network', 'Volume', 'Port', 'Swarm', 'Backup', 'Linux', 'MacOS', 'Windows')
            LicenseUri   = 'https://spdx.org/licenses/MIT.html'
            ProjectUri   = 'https://www.powershellgallery.com/packages/DockerNet'
            ReleaseNotes = 'See CHANGELOG.md in the package.'
        }
    }
}
