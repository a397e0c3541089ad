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
    FormatsToProcess     = @('DockerNet.Format.ps1xml')
    TypesToProcess       = @('DockerNet.Types.ps1xml')
    CmdletsToExport      = @(
        'Connect-Container'
        'Disconnect-Container'
        'Enter-Container'
        'Get-Container'
        'New-Container'
        'Remove-Container'
        'Start-Container'
        'Stop-Container'
        'Invoke-ContainerCommand'
        'Copy-ContainerItem'
        'Get-ContainerLog'
        'Get-ContainerNetwork'
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
    )
    FunctionsToExport    = @()
    VariablesToExport    = @()
    AliasesToExport      = @()
}
