namespace DockerNet.Integration;

/// <summary>What DockerNet creates is what the docker CLI creates from the same options, and an existing container is made again whole, by
/// its configuration and by its command line. $p is the test's prefix on both sides.</summary>
public sealed class SameAsDockerTests : RealEngineTest
{
    private const string NewEngines = "25";

    public SameAsDockerTests(RealEngine engine)
        : base(engine) =>
        Session.Run("""
            New-DockerNetwork "$p-net" -Subnet 172.29.77.0/24
            New-DockerNetwork "$p-other"
            New-Container busybox -Name "$p-web" -Interactive -Volume "/shared" -Start
            """).Succeeded();

    /// <summary>The options of <c>docker run -d</c>, those of <c>New-Container</c>, and the first engine that has them.</summary>
    public static TheoryData<string, string, string> Options => new()
    {
        {
            "-it --env A=1 --env 'B=x y' --label l=v --label 'm=a b' --hostname h1 --domainname d.example --user 1:2 --workdir /tmp --stop-signal SIGINT --stop-timeout 3 busybox sh -c 'sleep 100; echo $HOME'",
            "busybox -Interactive -Tty -Environment ([ordered]@{ A = 1; B = 'x y' }) -Label @{ l = 'v'; m = 'a b' } -HostName h1 -DomainName d.example -User 1:2 -WorkingDirectory /tmp -StopSignal SIGINT -StopTimeout 3 -Command sh, -c, 'sleep 100; echo $HOME'",
            ""
        },
        {
            "--entrypoint sleep --restart on-failure:3 --health-cmd 'test -e /' --health-interval 30s --health-timeout 1500ms --health-start-period 1m --health-retries 2 --init --log-driver json-file --log-opt max-size=1m busybox 100",
            "busybox 100 -Entrypoint sleep -RestartPolicy on-failure:3 -HealthCommand 'test -e /' -HealthInterval 30 -HealthTimeout 1500ms -HealthStartPeriod 1m -HealthRetries 2 -Init -LogDriver json-file -LogOption @{ 'max-size' = '1m' }",
            ""
        },
        {
            "-it --memory 64m --memory-swap 128m --cpus 0.5 --shm-size 32m --ulimit nofile=100:200 --ulimit core=0 --sysctl net.ipv4.ip_default_ttl=99 busybox",
            "busybox -Interactive -Tty -Memory 64MB -MemorySwap 128m -Cpus 0.5 -ShmSize 32m -Ulimit nofile=100:200, core=0 -Sysctl @{ 'net.ipv4.ip_default_ttl' = 99 }",
            ""
        },
        {
            "-it --cap-add NET_ADMIN --cap-drop CHOWN --security-opt no-new-privileges --read-only --device /dev/null:/dev/xnull:r --tmpfs /t:size=1m --rm busybox",
            "busybox -Interactive -Tty -CapabilityAdd NET_ADMIN -CapabilityDrop CHOWN -SecurityOption no-new-privileges -ReadOnly -Device /dev/null:/dev/xnull:r -Tmpfs /t:size=1m -AutoRemove",
            ""
        },
        // An engine before 25 asks for capabilities that the kernel of a throwaway engine does not give.
        { "-it --privileged --no-healthcheck busybox", "busybox -Interactive -Tty -Privileged -NoHealthCheck", NewEngines },
        {
            "-it --network name=$p-net,alias=a1,alias=a2,ip=172.29.77.9 --link $p-web2:w --dns 127.0.0.1 --dns-search x.example --dns-option ndots:2 --add-host db:1.2.3.4 --add-host up:host-gateway busybox",
            "busybox -Interactive -Tty -Network 'name=$p-net,alias=a1,alias=a2,ip=172.29.77.9' -Link $p-web2:w -Dns 127.0.0.1 -DnsSearch x.example -DnsOption ndots:2 -ExtraHost db:1.2.3.4, up:host-gateway",
            ""
        },
        { "-it --network host busybox", "busybox -Interactive -Tty -Network host", "" },
        { "-it --network none busybox", "busybox -Interactive -Tty -Network none", "" },
        { "-it --network container:$p-web busybox", "busybox -Interactive -Tty -Network (Get-Container $p-web)", "" },
        { "-it --link $p-web:myweb busybox", "busybox -Interactive -Tty -Link $p-web:myweb", "" },
        { "-it --mac-address 02:42:ac:11:00:77 busybox", "busybox -Interactive -Tty -MacAddress 02:42:ac:11:00:77", NewEngines },
        {
            "-p 18080:80 -p 127.0.0.1::53/udp -p 18081-18082:81-82 --expose 99 -v $p-data:/data:ro -v /anon -v /tmp:/host:ro --mount type=tmpfs,target=/m,tmpfs-size=1m,tmpfs-mode=1770 --mount type=bind,source=/usr,target=/u,readonly --mount type=volume,source=$p-long,target=/long --volumes-from $p-web:ro nginx",
            "nginx -Port 18080:80, 127.0.0.1::53/udp, 18081-18082:81-82 -Expose 99 -Volume $p-data:/data:ro, /anon, /tmp:/host:ro -Mount 'type=tmpfs,target=/m,tmpfs-size=1m,tmpfs-mode=1770', 'type=bind,source=/usr,target=/u,readonly', 'type=volume,source=$p-long,target=/long' -VolumesFrom $p-web:ro",
            ""
        },
        { "-P nginx", "nginx -PublishAll", "" },
        {
            "-it --network name=$p-net,mac-address=02:42:ac:11:00:78 --network name=$p-other,alias=o,driver-opt=k=v busybox",
            "busybox -Interactive -Tty -Network 'name=$p-net,mac-address=02:42:ac:11:00:78', 'name=$p-other,alias=o,driver-opt=k=v'",
            NewEngines
        },
    };

    [DockerCliTheory]
    [MemberData(nameof(Options))]
    public void One_set_of_options_gives_the_same_container_four_ways(string docker, string dockerNet, string since)
    {
        if (since.Length > 0 && Version.Parse(Session.Run("Get-DockerEngine").Single<EngineInfo>().Version.Split('-', '+', '~')[0]).Major < int.Parse(since, System.Globalization.CultureInfo.InvariantCulture))
        {
            return;
        }

        if (docker.Contains("$p-web2", StringComparison.Ordinal))
        {
            Session.Run("New-Container busybox -Name \"$p-web2\" -Network \"$p-net\" -Interactive -Start").Succeeded();
        }

        DockerCli.Run($"docker run -d --name {Prefix}-c {docker.Replace("$p", Prefix, StringComparison.Ordinal)}");
        var expected = Inspection.Of($"{Prefix}-c");
        Session.Set("config", Session.Run("New-ContainerConfig -FromContainer \"$p-c\"").Single<ContainerConfig>());
        var line = Session.Run("ConvertTo-DockerCommand \"$p-c\"").Single<string>();
        Inspection.Same("by its options", expected, Again(() => Session.Run($"New-Container -Name \"$p-c\" -Start {dockerNet.Replace("$p", Prefix, StringComparison.Ordinal)}").Single<Container>()));
        Inspection.Same("by its configuration", expected, Again(() => Session.Run("New-Container -Config $config -Start").Single<Container>()));
        Inspection.Same("by its command line", expected, Again(() => DockerCli.Run(line)));
    }

    [DockerCliTheory]
    [InlineData("-Network 'name=$p-Net,alias=Db', 'name=$p-net,alias=Web,ip=172.29.77.8'")]
    [InlineData("-Network bridge, $p-net")]
    public void The_command_line_keeps_what_the_CLI_alone_would_lose(string networks)
    {
        Session.Run("New-DockerNetwork \"$p-Net\"").Succeeded();
        Session.Run($"New-Container busybox -Name \"$p-c\" -Interactive -Start {networks.Replace("$p", Prefix, StringComparison.Ordinal)}").Single<Container>();
        var expected = Inspection.Of($"{Prefix}-c");
        var line = Session.Run("ConvertTo-DockerCommand \"$p-c\"").Single<string>();

        // An endpoint that was connected later has empty lists and tables where one of the creation has none.
        Inspection.Same("by its command line", Without(expected), Without(Again(() => DockerCli.Run(line))));

        static IReadOnlyList<string> Without(IReadOnlyList<string> lines) => [.. lines.Where(item => !item.EndsWith("= null", StringComparison.Ordinal) && !item.EndsWith("= {}", StringComparison.Ordinal) && !item.EndsWith("= []", StringComparison.Ordinal))];
    }

    private IReadOnlyList<string> Again(Action create)
    {
        Session.Run("Remove-Container \"$p-c\" -Force -Volume").Succeeded();
        create();
        return Inspection.Of($"{Prefix}-c");
    }
}
