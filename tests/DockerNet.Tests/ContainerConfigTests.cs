namespace DockerNet.Tests;

/// <summary>New-ContainerConfig asks no engine: its parameters alone.</summary>
public sealed class ContainerConfigTests : IDisposable
{
    private readonly ModuleSession _session = new();

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("-Network host -Port 8080:80", "ports")]
    [InlineData("-Network host -PublishAll", "ports")]
    [InlineData("-Network host -Link db", "links")]
    [InlineData("-Network container:web -Link db", "links")]
    [InlineData("-Network container:web -Port 80", "ports")]
    [InlineData("-Network container:web -Expose 80", "ports")]
    [InlineData("-Network container:web -HostName h", "host name")]
    [InlineData("-Network container:web -Dns 1.1.1.1", "DNS")]
    [InlineData("-Network container:web -ExtraHost db:1.2.3.4", "hosts file")]
    [InlineData("-Network none -MacAddress 02:42:ac:11:00:02", "MAC")]
    [InlineData("-NetworkAlias db", "aliases")]
    [InlineData("-Network bridge -IPAddress 172.17.0.9", "addresses")]
    [InlineData("-Network a, b, a", "2 times")]
    [InlineData("-Network host, a", "no other network")]
    [InlineData("-AutoRemove -RestartPolicy always", "removed at its end")]
    [InlineData("-MemorySwap 1g", "memory")]
    [InlineData("-Memory 2g -MemorySwap 1g", "less than")]
    [InlineData("-NoHealthCheck -HealthInterval 3", "no command and no times")]
    [InlineData("-Volume data:/x, other:/x/", "2 mounts")]
    [InlineData("-Volume data:/x -Tmpfs /x", "2 mounts")]
    public void What_contradicts_itself_is_told_before_an_engine_is_asked(string parameters, string why)
    {
        var error = _session.Run($"New-ContainerConfig nginx {parameters}").Failed("ConflictingParameters");

        Assert.Contains(why, error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-RestartPolicy often", "is no restart policy")]
    [InlineData("-RestartPolicy always:3", "is no restart policy")]
    [InlineData("-Ulimit nofile=9:1", "is no limit")]
    [InlineData("-Ulimit files=9", "is no limit")]
    [InlineData("-Link a:b:c", "is no link")]
    [InlineData("-Link ''", "is no link")]
    [InlineData("-Device ':/dev/x'", "is no device")]
    [InlineData("-Device /dev/x:/dev/y:rx", "is no device")]
    [InlineData("-Gpus 'count=2,device=0'", "exclude each other")]
    public void A_word_that_makes_no_sense_is_refused_at_the_parameter(string parameters, string why) =>
        Assert.Contains(why, _session.Run($"New-ContainerConfig nginx {parameters}").Failed("CannotConvertArgumentNoMessage").ToString(), StringComparison.Ordinal);

    [Theory]
    [InlineData("-ExtraHost db", "InvalidExtraHost")]
    [InlineData("-Network container:", "InvalidNetworkAttachment")]
    [InlineData("-Name 'my web'", "InvalidContainerName")]
    [InlineData("-Name x", "InvalidContainerName")]
    public void A_configuration_that_the_engine_would_refuse_is_told_so(string parameters, string errorId) =>
        _session.Run($"New-ContainerConfig nginx {parameters}").Failed(errorId);

    [Theory]
    [InlineData("-Memory 512m", 536870912L)]
    [InlineData("-Memory 512MB", 536870912L)]
    [InlineData("-Memory 1.5g", 1610612736L)]
    [InlineData("-Memory '1000'", 1000L)]
    public void Sizes_are_read_in_Docker_s_and_in_PowerShell_s_way(string parameters, long bytes) =>
        Assert.Equal(bytes, _session.Run($"New-ContainerConfig nginx {parameters}").Single<ContainerConfig>().Memory);

    [Theory]
    [InlineData("30", 30)]
    [InlineData("'30'", 30)]
    [InlineData("1m30s", 90)]
    [InlineData("500ms", 0.5)]
    [InlineData("'00:01:00'", 60)]
    [InlineData("([TimeSpan]::FromMinutes(2))", 120)]
    public void Times_are_read_in_seconds_in_Docker_s_way_and_as_time_spans(string time, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), _session.Run($"New-ContainerConfig nginx -HealthCommand true -HealthInterval {time}").Single<ContainerConfig>().HealthCheck!.Interval);

    [Fact]
    public void Files_of_variables_are_read_as_the_CLI_reads_them_and_variables_go_over_them()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, "# a comment\n\nA=1\n  B= two words \nC=3=3\nDOCKERNET_ABSENT\nPATH\n");
        try
        {
            var config = _session.Run("New-ContainerConfig nginx -EnvironmentFile $args[0] -Environment @{ A = 'own'; D = $true }", file).Single<ContainerConfig>();

            Assert.Equal(
                new Dictionary<string, string> { ["A"] = "own", ["B"] = " two words ", ["C"] = "3=3", ["D"] = "true", ["PATH"] = Environment.GetEnvironmentVariable("PATH")! },
                config.Environment.ToDictionary(variable => variable.Key, variable => variable.Value));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void A_line_of_a_file_of_variables_that_is_none_is_told_by_number_and_not_shown()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, "A=1\nmy secret=x\n");
        try
        {
            var error = _session.Run("New-ContainerConfig nginx -EnvironmentFile $args[0]", file).Failed("InvalidEnvironmentFile");

            Assert.Contains("Line 2", error.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void A_configuration_is_changed_on_the_way_and_itself_stays()
    {
        var result = _session.Run("$a = New-ContainerConfig nginx -Name web -Label @{ a = 1 } -Port 8080:80; $b = $a | New-ContainerConfig -Name web2 -Label @{ b = 2 } -Port 81; $a; $b").Of<ContainerConfig>();

        Assert.Equal("web", result[0].Name);
        Assert.Equal("web2", result[1].Name);
        Assert.Equal(["a"], result[0].Labels.Keys);
        Assert.Equal(["a", "b"], result[1].Labels.Keys.Order());
        Assert.Equal(["81"], result[1].Ports.Select(port => port.ToString()));
    }

    [Fact]
    public void Links_are_added_by_word_and_by_container_with_an_alias()
    {
        _session.Set("db", new Container { Id = new string('a', 64), Name = "db", Image = "x", Engine = "unix:///none" });

        var config = _session.Run("New-ContainerConfig nginx | Add-ContainerLink web01:myweb01 | Add-ContainerLink $db -Alias store").Single<ContainerConfig>();

        Assert.Equal(["web01:myweb01", "db:store"], config.Links.Select(link => link.ToString()));
    }

    [Fact]
    public void A_configuration_without_a_name_goes_through_all_that_adds_to_it()
    {
        var config = _session.Run("New-ContainerConfig nginx | Add-PortMapping 8080:80 | Connect-Container my-net -Alias web | Add-ContainerLink db").Single<ContainerConfig>();

        Assert.Equal(("8080:80", "name=my-net,alias=web", "db:db"), ($"{Assert.Single(config.Ports)}", $"{Assert.Single(config.Networks)}", $"{Assert.Single(config.Links)}"));
    }

    [Fact]
    public void A_relative_source_is_a_path_below_the_current_folder()
    {
        var folder = Directory.CreateTempSubdirectory("dockernet").FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(folder, "site"));
            var config = _session.Run("$null = $ExecutionContext.SessionState.Path.SetLocation($args[0]); New-ContainerConfig nginx -Volume ./site:/srv -Mount 'type=bind,source=site/../site,target=/b' -Engine unix:///nowhere", folder).Single<ContainerConfig>();

            Assert.Equal([Path.Combine(folder, "site"), Path.Combine(folder, "site")], config.Mounts.Select(mount => mount.Source));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_source_that_is_missing_is_an_error_unless_it_is_to_be_made()
    {
        _session.Run("New-ContainerConfig nginx -Volume /no/such/folder:/x -Engine unix:///nowhere").Failed("PathNotFound");

        Assert.True(Assert.Single(_session.Run("New-ContainerConfig nginx -Volume /no/such/folder:/x -CreateSource -Engine unix:///nowhere").Single<ContainerConfig>().Mounts).CreateSource);
    }

    [Fact]
    public void A_path_of_this_machine_is_refused_for_an_engine_on_another()
    {
        _session.Run("New-ContainerConfig nginx -Volume ./site:/x -Engine tcp://192.0.2.1:2375").Failed("PathNotShared");

        // A full path is that machine's; whether it exists is for its engine to say.
        Assert.False(Assert.Single(_session.Run("New-ContainerConfig nginx -Volume /srv/site:/x -Engine tcp://192.0.2.1:2375").Single<ContainerConfig>().Mounts).CreateSource);
    }

    [Fact]
    public void An_engine_that_is_named_with_nothing_is_not_the_default_one() =>
        _session.Run("Get-Container -Engine $null").Failed("InvalidEngine");
}
