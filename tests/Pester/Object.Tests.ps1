#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    $manifest = "$PSScriptRoot/../../out/DockerNet/DockerNet.psd1"
    Import-Module $manifest -Force
    $prefix = "pester$(Get-Random -Maximum 99999)"
    $null = New-DockerNetwork "$prefix-net" -Label @{ a = 1; b = 2 }
    $null = New-Container nginx -Name "$prefix-web" -Network "$prefix-net" -Port '127.0.0.1::80' -Label @{ tier = 'web' } -Start
}

AfterAll {
    Get-Container "$prefix*" | Remove-Container -Force
    Remove-DockerNetwork "$prefix*"
}

Describe 'What a cmdlet emits' {
    It 'is a CSV file of values, without the names of types' {
        $file = Join-Path $TestDrive objects.csv
        Get-Container "$prefix*" | Export-Csv $file
        Get-Content $file -Raw | Should -Not -Match 'System\.|DockerNet\.'
        (Import-Csv $file).Ports | Should -Match '127\.0\.0\.1:\d+->80/tcp'
        (Import-Csv $file).Labels | Should -Be 'tier=web'
    }

    It 'comes back from a CSV file to the cmdlet that removes it' {
        $file = Join-Path $TestDrive back.csv
        Get-Container "$prefix*" | Export-Csv $file
        Import-Csv $file | Remove-Container -Force -WhatIf
        (Import-Csv $file | Get-Container).Name | Should -Be "$prefix-web"
    }

    It 'is JSON with lists and names' {
        $json = Get-Container "$prefix*" | ConvertTo-Json -Depth 5 -EnumsAsStrings | ConvertFrom-Json
        $json.State | Should -Be 'Running'
        $json.Ports[0].ContainerPort | Should -Be 80
        $json.Labels.tier | Should -Be 'web'
    }

    It 'comes back from a job to the cmdlets of the session' {
        $container = Start-Job { Import-Module $args[0]; Get-Container $args[1] } -ArgumentList $manifest, "$prefix-web" | Receive-Job -Wait -AutoRemoveJob
        ($container | Stop-Container -Timeout 0).State | Should -Be 'Exited'
        ($container | Start-Container).State | Should -Be 'Running'
        ($container | Out-String -Width 120) | Should -Match "$prefix-web +nginx"
    }

    It 'is a configuration that a job made, and a container here' {
        $config = Start-Job {
            Import-Module $args[0]
            New-ContainerConfig busybox -Command sleep, 1000 -Name $args[1] -Environment @{ A = '1, 2' } -HealthCommand true -HealthInterval 5s
        } -ArgumentList $manifest, "$prefix-made" | Receive-Job -Wait -AutoRemoveJob
        ($config | Add-PortMapping 127.0.0.1::80 | New-Container | ConvertTo-DockerCommand) |
            Should -Match "--env 'A=1, 2' --health-cmd true --health-interval 5s --publish 127.0.0.1::80/tcp busybox sleep 1000"
    }

    It 'is a table of 120 columns or 80, a list, and names in columns' {
        $containers = Get-Container "$prefix*"
        ($containers | Out-String -Width 120) -split "`n" | ForEach-Object { $_.TrimEnd().Length | Should -BeLessOrEqual 120 }
        $containers | Out-String -Width 80 | Should -Match 'Name +Image +Status +Networks +Ports'
        $containers | Format-List | Out-String | Should -Match "Networks +: \{$prefix-net\}"
        $containers | Format-Wide | Out-String | Should -Match "$prefix-web"
    }

    It 'has colours in a console only' {
        $before = $PSStyle.OutputRendering
        try {
            $PSStyle.OutputRendering = 'Ansi'
            Get-Container "$prefix-web" | Out-String | Should -Match "$([char]27)\[32m"
            $PSStyle.OutputRendering = 'PlainText'
            Get-Container "$prefix-web" | Out-String | Should -Not -Match "$([char]27)"
        }
        finally {
            $PSStyle.OutputRendering = $before
        }
    }
}
