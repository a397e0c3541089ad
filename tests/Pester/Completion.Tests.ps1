#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    Import-Module "$PSScriptRoot/../../out/DockerNet/DockerNet.psd1" -Force
    $prefix = "pester$(Get-Random -Maximum 99999)"
    $null = New-DockerNetwork "$prefix-net"
    $web = New-Container nginx -Name "$prefix-web" -Network "$prefix-net" -Start

    function Complete([string] $Line) { (TabExpansion2 $Line $Line.Length).CompletionMatches }
}

AfterAll {
    Get-Container "$prefix*" | Remove-Container -Force
    Remove-DockerNetwork "$prefix*"
}

Describe 'Tab' {
    It 'completes names with a tooltip' {
        $found = Complete "Stop-Container $prefix"
        $found.CompletionText | Should -Be "$prefix-web"
        $found.ToolTip | Should -BeLike 'nginx*'
        (Complete "Get-DockerNetwork $prefix").CompletionText | Should -Be "$prefix-net"
        (Complete 'New-Container bus').CompletionText | Should -Be 'busybox'
    }

    It 'completes the beginning of an id' {
        (Complete "Stop-Container $($web.Id.Substring(0, 6))").CompletionText | Should -Be $web.ShortId
    }

    It 'completes paths in a container' {
        (Complete "Copy-ContainerItem ${prefix}-web:/et").CompletionText | Should -Be "${prefix}-web:/etc/"
        (Complete "Copy-ContainerItem ${prefix}-web:/etc/host").CompletionText | Should -Contain "${prefix}-web:/etc/hosts"
    }

    It 'completes files of this machine where those are meant' {
        $null = New-Item (Join-Path $TestDrive a-file.txt)
        (Complete "Copy-ContainerItem $TestDrive/a-f").CompletionText | Should -BeLike '*a-file.txt'
    }

    It 'completes the interfaces of a throwaway engine' -Skip:(-not "$env:DOCKER_HOST".Contains('dockernet-engine')) {
        (Complete 'New-DockerNetwork lan -Driver macvlan -Parent docker').CompletionText | Should -Be docker0
        (Complete 'New-DockerNetwork lan -Driver macvlan -Parent ').CompletionText | Should -Not -Contain lo
    }

    It 'is silent without an engine' {
        $Error.Clear()
        (Complete "Stop-Container -Engine unix:///nowhere/docker.sock $prefix").CompletionText | Should -Not -Contain "$prefix-web"
        $Error | Should -BeNullOrEmpty
    }
}
