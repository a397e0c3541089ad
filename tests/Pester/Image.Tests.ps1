#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    Import-Module "$PSScriptRoot/../../out/DockerNet/DockerNet.psd1" -Force
    $name = "pester$(Get-Random -Maximum 99999)"
}

AfterAll {
    Remove-DockerImage "${name}*" -Force
}

Describe 'An image' {
    It 'is found by name and by wildcard' {
        (Get-DockerImage busybox).Tags | Should -Contain 'busybox:latest'
        (Get-DockerImage 'busy*').Count | Should -BeGreaterOrEqual 1
        Get-DockerImage 'no-such-image*' | Should -BeNullOrEmpty
    }

    It 'goes to a file and comes back' {
        $file = Export-DockerImage busybox (Join-Path $TestDrive images.tar)
        $file.Length | Should -BeGreaterThan 100kb
        ($file | Import-DockerImage).Id | Should -Be (Get-DockerImage busybox).Id
        { Export-DockerImage busybox $file -ErrorAction Stop } | Should -Throw -ErrorId 'FileExists*'
    }

    It 'of a file system gets a name, and is removed by it' {
        $container = New-Container busybox -Name $name
        try {
            $folder = New-Item -ItemType Directory (Join-Path $TestDrive root)
            Set-Content (Join-Path $folder hello.txt) hello
            tar -cf (Join-Path $TestDrive root.tar) -C $folder .
        }
        finally {
            $container | Remove-Container -Force
        }

        (Import-DockerImage (Join-Path $TestDrive root.tar) "${name}:1").Name | Should -Be "${name}:1"
        Remove-DockerImage "${name}:1"
        { Get-DockerImage "${name}:1" -ErrorAction Stop } | Should -Throw -ErrorId 'ImageNotFound*'
    }

    It 'that a container uses is kept' {
        $user = New-Container httpd -Name "$name-user"
        try {
            { Remove-DockerImage httpd -ErrorAction Stop } | Should -Throw -ErrorId 'ImageInUse*'
        }
        finally {
            $user | Remove-Container
        }
    }
}
