#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    Import-Module "$PSScriptRoot/../../out/DockerNet/DockerNet.psd1" -Force
    $prefix = "pester$(Get-Random -Maximum 99999)"
}

AfterAll {
    Get-Container "$prefix*" | Remove-Container -Force
    Remove-DockerVolume "$prefix*"
}

Describe 'A volume' {
    It 'goes through the pipeline from creation to removal' {
        New-DockerVolume "$prefix-a" | Get-DockerVolume | Remove-DockerVolume
        Get-DockerVolume "$prefix-a*" | Should -BeNullOrEmpty
    }

    It 'keeps what a container wrote for the next one' {
        $null = New-DockerVolume "$prefix-data"
        Invoke-Container busybox "sh -c 'echo kept > /data/file'" -Volume "${prefix}-data:/data"
        Invoke-Container busybox 'cat /data/file' -Volume "${prefix}-data:/data:ro" | Should -Be 'kept'
    }

    It 'tells who uses it' {
        $null = New-Container busybox -Name "$prefix-user" -Volume "${prefix}-data:/data"
        (Get-DockerVolume "$prefix-data").Users.Container | Should -Be "$prefix-user"
        { Remove-DockerVolume "$prefix-data" -ErrorAction Stop } | Should -Throw -ErrorId 'VolumeInUse*'
        Remove-Container "$prefix-user"
    }

    It 'is copied with all that is in it' {
        $null = Copy-DockerVolume "$prefix-data" "$prefix-copy"
        Invoke-Container busybox 'cat /data/file' -Volume "${prefix}-copy:/data" | Should -Be 'kept'
    }

    It 'comes back from a CSV file and still names what is meant' {
        $file = Join-Path $TestDrive volumes.csv
        Get-DockerVolume "$prefix-data" | Export-Csv $file
        (Import-Csv $file | Get-DockerVolume).Name | Should -Be "$prefix-data"
        Import-Csv $file | Remove-DockerVolume -WhatIf
        (Get-DockerVolume "$prefix-data").Name | Should -Be "$prefix-data"
    }
}
