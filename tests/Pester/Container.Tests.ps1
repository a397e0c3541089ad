#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    Import-Module "$PSScriptRoot/../../out/DockerNet/DockerNet.psd1" -Force
    $prefix = "pester$(Get-Random -Maximum 99999)"
}

AfterAll {
    Get-Container "$prefix*" | Remove-Container -Force
}

Describe 'A container' {
    It 'goes through its life in one pipeline each' {
        $made = New-ContainerConfig busybox 'sleep 1000' -Name "$prefix-life" -Label @{ suite = $prefix } | New-Container
        $made.State | Should -Be 'Created'
        ($made | Start-Container).State | Should -Be 'Running'
        ($made | Suspend-Container).State | Should -Be 'Paused'
        ($made | Resume-Container | Restart-Container -Timeout 0).State | Should -Be 'Running'
        ($made | Rename-Container -NewName "$prefix-later").Name | Should -Be "$prefix-later"
        ($made | Stop-Container -Timeout 0 | Wait-Container).ExitCode | Should -Not -BeNullOrEmpty
        $made | Remove-Container
        Get-Container "$prefix-l*" | Should -BeNullOrEmpty
    }

    It 'is found by name, id, the beginning of the id, wildcard, label and state' {
        $made = New-Container busybox 'sleep 1000' -Name "$prefix-found" -Label @{ role = $prefix } -Start
        foreach ($name in $made.Name, $made.Id, $made.Id.Substring(0, 8), "$prefix-f*") { (Get-Container $name).Id | Should -Be $made.Id }
        (Get-Container -Label @{ role = $prefix } -State Running).Name | Should -Be "$prefix-found"
    }

    It 'that does not exist is one error, and the others are worked on' {
        $state = "$prefix-none", "$prefix-found" | Get-Container -ErrorVariable failed -ErrorAction SilentlyContinue
        $state.Name | Should -Be "$prefix-found"
        $failed | Should -HaveCount 1
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'ContainerNotFound,*'
        $failed[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
        $failed[0].TargetObject | Should -Be "$prefix-none"
    }

    It 'runs commands, and tells what they wrote and how they ended' {
        Invoke-ContainerCommand "$prefix-found" 'echo one' | Should -Be 'one'
        'a', 'b' | Invoke-ContainerCommand "$prefix-found" cat | Should -Be @('a', 'b')
        $result = Invoke-ContainerCommand "$prefix-found" sh, -c, 'echo out; exit 3' -PassThru
        $result.ExitCode | Should -Be 3
        $result.Output | Should -Be 'out'
        { Invoke-ContainerCommand "$prefix-found" no-such-command -ErrorAction Stop } | Should -Throw -ErrorId 'ContainerCommandNotFound*'
    }

    It 'gives and takes files' {
        $file = New-Item (Join-Path $TestDrive 'file.txt') -Value 'text' -Force
        $file | Copy-ContainerItem -Destination "${prefix}-found:/tmp"
        Copy-ContainerItem "${prefix}-found:/tmp/file.txt" (Join-Path $TestDrive back.txt)
        Get-Content (Join-Path $TestDrive back.txt) | Should -Be 'text'
        { Copy-ContainerItem "${prefix}-found:/tmp/file.txt" (Join-Path $TestDrive back.txt) -ErrorAction Stop } | Should -Throw -ErrorId 'FileExists*'
    }

    It 'has a log that can be filtered like any text' {
        Invoke-Container busybox "sh -c 'echo first; echo second'" -Name "$prefix-log" -AutoRemove:$false | Should -Be @('first', 'second')
        Get-ContainerLog "$prefix-log" | Where-Object Text -Like 's*' | ForEach-Object Text | Should -Be 'second'
    }

    It 'tells the docker command that makes it' {
        ConvertTo-DockerCommand "$prefix-found" | Should -BeLike "docker run*--name $prefix-found*busybox*"
    }
}

Describe 'Containers' {
    BeforeAll {
        $null = 1..5 | ForEach-Object { New-Container busybox 'sleep 1000' -Name "$prefix-many$_" }
    }

    It 'are started and removed together' {
        (Get-Container "$prefix-many*" | Start-Container).State | Should -Be (@('Running') * 5)
        (Get-Container "$prefix-many*" | Group-Object State).Count | Should -Be 5
        Get-Container "$prefix-many*" | Remove-Container -Force
        Get-Container "$prefix-many*" | Should -BeNullOrEmpty
    }
}
