#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    Import-Module "$PSScriptRoot/../../out/DockerNet/DockerNet.psd1" -Force
    $prefix = "pester$(Get-Random -Maximum 99999)"
}

AfterAll {
    Get-Container "$prefix*" | Remove-Container -Force
    Remove-DockerNetwork "$prefix*"
}

Describe 'Networks' {
    It 'go through the pipeline from creation to removal' {
        New-DockerNetwork "$prefix-a" | Get-DockerNetwork | Remove-DockerNetwork
        Get-DockerNetwork "$prefix-a*" | Should -BeNullOrEmpty
    }

    It 'can be sorted, selected and grouped like any object' {
        $null = 'one', 'two' | ForEach-Object { New-DockerNetwork "$prefix-$_" -Label @{ suite = $prefix } }
        Get-DockerNetwork -Label @{ suite = $prefix } | Sort-Object Name -Descending | Select-Object -First 1 -ExpandProperty Name | Should -Be "$prefix-two"
    }

    It 'are removed whole, and the script goes on, where a later command has seen enough' {
        $null = New-DockerNetwork "$prefix-seen"
        Remove-DockerNetwork "$prefix-seen" -Verbose 4>&1 | Where-Object { "$_" -like 'DELETE *' } | Select-Object -First 1 | Should -BeLike 'DELETE *204*'
        Get-DockerNetwork "$prefix-seen*" | Should -BeNullOrEmpty
    }

    It 'come back from a CSV file and still name what is meant' {
        $file = Join-Path $TestDrive networks.csv
        Get-DockerNetwork "$prefix-one" | Export-Csv $file
        { Import-Csv $file | Remove-DockerNetwork -WhatIf } | Should -Not -Throw
        (Import-Csv $file | Get-DockerNetwork).Name | Should -Be "$prefix-one"
    }

    It 'come back from a job and still name what is meant' {
        $manifest = Join-Path (Get-Module DockerNet).ModuleBase DockerNet.psd1
        $network = Start-Job { Import-Module $args[0]; Get-DockerNetwork $args[1] } -ArgumentList $manifest, "$prefix-one" | Receive-Job -Wait -AutoRemoveJob
        ($network | Get-DockerNetwork).Id | Should -Be $network.Id
    }

    It 'say which network holds the subnet that was asked for' {
        $null = New-DockerNetwork "$prefix-sub" -Subnet 10.240.0.0/16
        { New-DockerNetwork "$prefix-other" -Subnet 10.240.1.0/24 -ErrorAction Stop } |
            Should -Throw -ErrorId 'AddressPoolOverlaps*' -ExpectedMessage "*'$prefix-sub'*"
    }
}

Describe 'Containers on a network' {
    BeforeAll {
        $null = New-DockerNetwork "$prefix-net"
        $null = 'a', 'b' | ForEach-Object { New-Container busybox -Name "$prefix-$_" -Network "$prefix-net" -Interactive -Start }
    }

    It 'reach each other by name' {
        Invoke-ContainerCommand "$prefix-a" "ping -c 1 -W 2 $prefix-b" | Should -Contain '1 packets transmitted, 1 packets received, 0% packet loss'
        $LASTEXITCODE | Should -Be 0
    }

    It 'are asked for confirmation by nobody in a script, and changed only when meant' {
        Get-Container "$prefix-?" | Stop-Container -WhatIf
        (Get-Container "$prefix-?").State | Should -Be @('Running', 'Running')
    }

    It 'are disconnected and connected again under another name' {
        Get-ContainerNetwork "$prefix-b" | Disconnect-Container
        Get-ContainerNetwork "$prefix-b" | Should -BeNullOrEmpty
        (Connect-Container "$prefix-net" "$prefix-b" -Alias store).Aliases | Should -Contain store
    }

    It 'are shown as a table of 120 columns' {
        $lines = (Get-Container "$prefix-a" | Out-String -Width 120) -split "`n"
        $lines[1] | Should -Match 'Name +Image +Status +Networks +Ports'
    }
}
