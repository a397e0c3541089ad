namespace DockerNet.Integration;

/// <summary>Every call by which a replacement changes something on a real engine fails in turn: afterwards the original is as it was, or
/// its successor is in its place, or Repair-Container makes it so.</summary>
[Trait("Kind", "Faults")]
public sealed class ReplacementFaultTests(RealEngine engine) : RealEngineTest(engine)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>A web server whose page was edited in place, on a network of its own where an address below its own is free.</summary>
    private const string Server = """
        $null = New-DockerNetwork "$p-net" -Subnet 10.99.0.0/24
        $first = New-Container busybox -Name "$p-first" -Network "$p-net" -Interactive -Start
        $null = New-Container nginx -Name "$p-web" -Network "$p-net" -NetworkAlias site -Volume /cache -Port 127.0.0.1::80 -Start
        $first | Remove-Container -Force
        Invoke-ContainerCommand "$p-web" -Command sh, -c, 'echo edited > /usr/share/nginx/html/index.html'
        """;

    /// <summary>The same, removed at its end.</summary>
    private const string RemovesItself = """
        $null = New-DockerNetwork "$p-net" -Subnet 10.99.0.0/24
        $null = New-Container nginx -Name "$p-web" -Network "$p-net" -NetworkAlias site -Volume /cache -Port 127.0.0.1::80 -AutoRemove -Start
        Invoke-ContainerCommand "$p-web" -Command sh, -c, 'echo edited > /usr/share/nginx/html/index.html'
        """;

    /// <summary>One that others need: its network, a link, its volumes.</summary>
    private const string Needed = """
        $null = New-Container nginx -Name "$p-web" -Volume /cache -Port 127.0.0.1::80 -Start
        Invoke-ContainerCommand "$p-web" -Command sh, -c, 'echo edited > /usr/share/nginx/html/index.html'
        $null = New-Container busybox -Name "$p-sidecar" -Network "container:$p-web" -StopTimeout 0 -Interactive -Start
        $null = New-Container busybox -Name "$p-linked" -Link "$p-web:web" -StopTimeout 0 -Interactive -Start
        $null = New-Container busybox -Name "$p-taker" -VolumesFrom "$p-web" -StopTimeout 0 -Interactive -Start
        """;

    private const string Stopped = """
        $null = New-Container nginx -Name "$p-web" -Volume /cache -Port 127.0.0.1::80
        """;

    /// <summary>All that is to stay, in words; the id and the ports stand before the bar.</summary>
    private const string Describe = """
        $web = Get-Container "$p-web"
        $page = if ($web.State -eq 'Running') { $web | Invoke-ContainerCommand -Command cat, /usr/share/nginx/html/index.html }
        $linked = Get-Container "$p-linked*" | Invoke-ContainerCommand -Command sh, -c, 'grep web /etc/hosts | awk "{print \$1, \$2, \$4}"; wget -qO- http://web/'
        $sidecar = Get-Container "$p-sidecar*" | Invoke-ContainerCommand -Command wget, -qO-, http://127.0.0.1/
        $taker = Get-Container "$p-taker*"
        "$($web.Id) $(($web | New-ContainerConfig).Ports) | $($web.State) $page / $($web.Networks | ForEach-Object { "$($_.Network)=$($_.IPAddress) $($_.Aliases -notmatch '^[0-9a-f]{12}$')" }) / $($web.Mounts.Name) / $linked / $sidecar / $($taker.Id) $($taker.State) $($taker.Mounts.Name)"
        """;

    [Theory]
    [InlineData(Server, ProxyFault.Refused)]
    [InlineData(Server, ProxyFault.Dropped)]
    [InlineData(Server, ProxyFault.DroppedAfterEffect)]
    [InlineData(Server, ProxyFault.Dead)]
    [InlineData(Server, ProxyFault.DeadAfterEffect)]
    [InlineData(Server, ProxyFault.HangsAfterEffect)]
    [InlineData(RemovesItself, ProxyFault.DroppedAfterEffect)]
    [InlineData(RemovesItself, ProxyFault.DeadAfterEffect)]
    [InlineData(Needed, ProxyFault.DeadAfterEffect)]
    [InlineData(Stopped, ProxyFault.DeadAfterEffect)]
    public async Task Whatever_changing_call_fails_the_container_is_as_it_was_or_replaced(string world, ProxyFault fault)
    {
        using var proxy = new EngineProxy(Engine.Address);
        Session.Set("proxy", proxy.Address);
        Session.Run(world).Succeeded();
        var (before, number, where) = (State(), 0, "");
        for (var struck = true; struck; number++)
        {
            proxy.Arm(number, fault);
            using var adding = Session.Start("Add-PortMapping 81 \"$p-web\" -Confirm:$false -Engine $proxy");
            var running = Task.Run(() => adding.Invoke());
            await Task.WhenAny(proxy.Struck, running).WaitAsync(Patience);
            struck = proxy.Struck.IsCompleted;
            if (struck && fault is ProxyFault.HangsAfterEffect)
            {
                adding.Stop();
            }

            var failure = await Record.ExceptionAsync(() => running.WaitAsync(Patience));
            Assert.True(running.IsCompleted);
            proxy.Disarm();
            where = $"call {number}: {(struck ? await proxy.Struck : "none")}\n{failure} {string.Join('\n', adding.Streams.Error)}";
            if (fault is ProxyFault.Dead or ProxyFault.DeadAfterEffect)
            {
                Session.Run("Repair-Container \"$p*\" -Confirm:$false").Succeeded();
            }

            var after = State();
            Assert.True(before.Stays == after.Stays, $"{where}\n{before.Stays}\n{after.Stays}");
            Assert.True(before.Changes == after.Changes || after.Changes.EndsWith(" 81", StringComparison.Ordinal), $"{where}\n{before.Changes}\n{after.Changes}");
            Assert.Empty(Session.Run("Get-Container \"$p*.dockernet-*\"").Output);
            before = after;
            if (before.Changes.EndsWith(" 81", StringComparison.Ordinal))
            {
                // Replaced, for good.
                Session.Run("Remove-PortMapping 81 \"$p-web\" -Confirm:$false").Succeeded();
                before = State();
            }
        }

        // Without a fault it is replaced.
        Assert.True(number > 5, where);
    }

    private (string Changes, string Stays) State()
    {
        var parts = Assert.IsType<string>(Assert.Single(Session.Run(Describe).Succeeded().Output).BaseObject).Split(" | ");
        return (parts[0], parts[1]);
    }
}
