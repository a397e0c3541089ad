#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    Import-Module "$PSScriptRoot/../../out/DockerNet/DockerNet.psd1" -Force
    $prefix = "pester$(Get-Random -Maximum 99999)"
    $web = New-Container nginx -Name "$prefix-web" -Port 127.0.0.1::80 -Start
}

AfterAll {
    Get-Container "$prefix*" | Remove-Container -Force
    Get-DockerImage dockernet-snapshot* | Where-Object Name -Like "*$prefix*" | Remove-DockerImage
}

Describe 'Published ports' {
    It 'are told with the host port that the engine chose, and answer' {
        $port = $web | Get-PortMapping
        $port.HostPort | Should -BeGreaterThan 0
        ($port | Test-PortMapping).Answers | Should -BeTrue
    }

    It 'can be filtered, sorted and exported like any object' {
        Get-Container "$prefix*" | Get-PortMapping -ContainerPort 80 | Should -HaveCount 1
        Get-Container "$prefix*" | Get-PortMapping -ContainerPort 81 | Should -BeNullOrEmpty
        $file = Join-Path $TestDrive ports.csv
        $web | Get-PortMapping | Export-Csv $file
        (Import-Csv $file).HostPort | Should -Be ($web | Get-PortMapping).HostPort
    }

    It 'that are taken are told with their holder and the next free one' {
        $taken = ($web | Get-PortMapping).HostPort
        $test = Test-PortMapping "127.0.0.1:${taken}:80"
        $test.Free | Should -BeFalse
        "$($test.Holder)" | Should -BeLike "*$prefix-web*"
        $test.NextFreePort | Should -BeGreaterThan $taken
        $failure = { New-Container nginx -Name "$prefix-other" -Port "127.0.0.1:${taken}:80" -Start -ErrorAction Stop } | Should -Throw -PassThru
        $failure.FullyQualifiedErrorId | Should -BeLike 'PortInUse,*'
        $failure.Exception.Message | Should -BeLike "*$prefix-web*"
    }
}

Describe 'Ports of a container that runs already' {
    It 'are tried before they are changed' {
        $web | Add-PortMapping 127.0.0.1::8080 -WhatIf
        (Get-Container $web.Name).Id | Should -Be $web.Id
    }

    It 'are added, and what was edited in place is kept' {
        $web | Invoke-ContainerCommand -Command sh, -c, 'echo edited > /tmp/edited'
        $changed = $web | Add-PortMapping 127.0.0.1::8080 -Confirm:$false
        $changed.Name | Should -Be $web.Name
        $changed.State | Should -Be 'Running'
        $changed | Get-PortMapping | ForEach-Object ContainerPort | Sort-Object | Should -Be 80, 8080
        Invoke-ContainerCommand $web.Name cat, /tmp/edited | Should -Be edited
    }

    It 'are removed again' {
        $changed = Get-Container $web.Name | Remove-PortMapping 8080 -Confirm:$false
        $changed | Get-PortMapping | ForEach-Object ContainerPort | Should -Be 80
    }
}

Describe 'Ports of a configuration' {
    It 'are collected on the way to a container' {
        $config = New-ContainerConfig nginx | Add-PortMapping 127.0.0.1::80 | Add-PortMapping 127.0.0.1::443/tcp, 53/udp | Remove-PortMapping 53/udp
        "$($config.Ports)" | Should -Be '127.0.0.1::80 127.0.0.1::443'
    }
}
