using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace DockerNet.Engine;

/// <summary>One container of a replacement: what it was, what its successor is to be, and the steps between.</summary>
internal sealed class ReplacedContainer
{
    private const string SnapshotRepository = "dockernet-snapshot";
    private static readonly Dictionary<string, ContainerAddresses> NoAddresses = [];
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly ReplacementCalls _calls;
    private readonly ReplacementOptions _options;
    private readonly ReplacedName _aside;
    private string? _snapshot;
    private bool _stopping;

    public ReplacedContainer(ReplacementCalls calls, ReplacementOptions options, string group, JsonObject inspect, ContainerConfig config)
    {
        (_calls, _options, Inspect, Config) = (calls, options, inspect, config);
        Id = ReplacementCalls.IdOf(inspect);
        Name = ReplacementCalls.NameOf(inspect);
        Addresses = AddressKeeper.Chosen(inspect);
        Endpoints = AddressKeeper.Endpoints(inspect)
            .Where(endpoint => endpoint.Network is not ("host" or "none"))
            .ToDictionary(endpoint => endpoint.Network, endpoint => calls.Settings(endpoint.Endpoint, Id), StringComparer.Ordinal);
        _aside = new(Name, group, State(inspect["State"]));
    }

    public string Id { get; }

    public string Name { get; }

    public JsonObject Inspect { get; }

    /// <summary>What the successor is made from.</summary>
    public ContainerConfig Config { get; }

    /// <summary>Whether another image takes the place of its own.</summary>
    public bool ChangesImage { get; init; }

    /// <summary>The files that it has changed so far.</summary>
    public IReadOnlyList<string> Changes { get; init; } = [];

    /// <summary>The addresses that it had without having asked for them.</summary>
    public IReadOnlyDictionary<string, ContainerAddresses> Addresses { get; }

    /// <summary>The networks that it is on and can be taken off, with the settings that connect it again.</summary>
    public IReadOnlyDictionary<string, JsonObject> Endpoints { get; }

    /// <summary>Its successor's id, once there is one.</summary>
    public string? SuccessorId { get; private set; }

    /// <summary>What could not be kept, in words.</summary>
    public List<string> Warnings { get; } = [];

    /// <summary>What is noted of it before anything is changed.</summary>
    public ReplacementJournal.Member Noted => new(Id, Name, _aside.RanAs, Addresses, Endpoints);

    private bool Ran => _aside.RanAs is not RanAs.Stopped;

    /// <summary>Whether its end would be its removal, with no way back: then it is only suspended.</summary>
    private bool EndsWithItsRun => Ran && (bool?)Inspect["HostConfig"]?["AutoRemove"] is true;

    private bool KeepsChanges => !_options.DiscardChanges && !ChangesImage;

    /// <summary>The steps that take it out of the way.</summary>
    public IReadOnlyList<ReplacementStep> ClearSteps()
    {
        var rename = new ReplacementStep($"Rename container '{Name}' to '{_aside}'", token => _calls.RenameAsync(Id, _aside.ToString(), token));
        var stop = new ReplacementStep($"Stop the old '{Name}'", StopAsync);
        return _aside.RanAs switch
        {
            RanAs.Stopped => [rename],
            RanAs.Paused when EndsWithItsRun => [rename],
            _ when EndsWithItsRun => [rename, new($"Suspend the old '{Name}', which would be removed at its end", token => _calls.PauseAsync(Id, token))],
            // Engines such as 20.10 rename nothing that is between two runs.
            RanAs.Restarting => [stop, rename],
            _ => [rename, stop],
        };
    }

    /// <summary>The steps that put its successor in its place.</summary>
    /// <param name="identity">Ids of containers that were replaced before, and those of their successors.</param>
    public IEnumerable<ReplacementStep> SucceedSteps(IReadOnlyList<ReplacedContainer> identity)
    {
        if (KeepsChanges && (Ran || Changes.Count > 0))
        {
            var paths = Changes.Count == 0 ? "what files it changes until it stops" : $"its changed files ({string.Join(", ", Changes.Take(3))}{(Changes.Count > 3 ? ", …" : "")})";
            yield return new($"Save {paths} as an image", SnapshotAsync);
        }

        yield return new($"Create the new '{Name}' from {Config.Image}{(Config.Ports.Count > 0 ? $", ports {string.Join(' ', Config.Ports)}" : "")}{(Config.Mounts.Count > 0 ? $", mounts {string.Join(' ', Config.Mounts)}" : "")}", token => CreateAsync(identity, NoAddresses, token));
        if (EndsWithItsRun)
        {
            yield return new($"Disconnect the old '{Name}' from its networks", DisconnectAsync);
        }

        if (Ran)
        {
            yield return new($"Start the new '{Name}'", token => StartAsync(identity, token));
            yield return new($"Wait until the new '{Name}' {(MustBeHealthy && HasHealthCheck ? "is healthy" : "runs")}", WaitAsync);
        }
    }

    /// <summary>The step that ends it.</summary>
    public ReplacementStep EndStep() => _options.KeepOriginal
        ? new($"Keep the old '{Name}' as '{Name}-original-{Id[..12]}'", token => ReplacementGroup.PutAsideAsync(_calls, Id, Name, token))
        : new($"Remove the old '{Name}'", token => _calls.RemoveAsync(Id, force: EndsWithItsRun, volumes: false, token));

    /// <summary>Waits for the end of a stop that was broken off: the engine goes on with it, and what looks running may not be for long.</summary>
    public async Task SettleStopAsync()
    {
        if (_stopping)
        {
            await ReplacementGroup.InsistAsync(async token =>
            {
                await _calls.StopAsync(Id, token).ConfigureAwait(false);
                return true;
            }).ConfigureAwait(false);
            _stopping = false;
        }
    }

    private string HadHealth => (string?)Inspect["State"]?["Health"]?["Status"] ?? "none";

    /// <summary>Whether the successor's health check, if it has one, has to succeed: not where the original failed already.</summary>
    private bool MustBeHealthy => HadHealth is not "unhealthy" && _aside.RanAs is not RanAs.Restarting;

    private bool HasHealthCheck => Config.HealthCheck is { } check ? !check.IsNone : HadHealth is not "none";

    private static RanAs State(JsonNode? state) => (string?)state?["Status"] switch
    {
        "running" => RanAs.Running,
        "paused" => RanAs.Paused,
        "restarting" => RanAs.Restarting,
        _ => RanAs.Stopped,
    };

    private async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_aside.RanAs is RanAs.Paused)
        {
            await _calls.UnpauseAsync(Id, cancellationToken).ConfigureAwait(false);
        }

        _stopping = true;
        await _calls.StopAsync(Id, cancellationToken).ConfigureAwait(false);
        _stopping = false;
    }

    private async Task SnapshotAsync(CancellationToken cancellationToken)
    {
        // Asked again: it may have written until its last moment.
        if ((await _calls.ChangesAsync(Inspect, cancellationToken).ConfigureAwait(false)).Count == 0)
        {
            return;
        }

        var tag = string.Create(CultureInfo.InvariantCulture, $"{(Name.Length > 100 ? Name[..100] : Name)}-{DateTime.UtcNow:yyyyMMddHHmmss}-{_aside.Group}");
        await _calls.CommitAsync(Id, SnapshotRepository, tag, $"Files of the container {Name} ({Config.Image}), kept by DockerNet when it was replaced", _aside.Group, cancellationToken).ConfigureAwait(false);
        _snapshot = $"{SnapshotRepository}:{tag}";
    }

    private async Task CreateAsync(IReadOnlyList<ReplacedContainer> identity, IReadOnlyDictionary<string, ContainerAddresses> asked, CancellationToken cancellationToken)
    {
        var networks = WithMacs(Config.Networks).Select(attachment => Asking(attachment) with { Network = Renewed(attachment.Network) }).ToList();
        var mark = new ReplacementMark(_aside.Group, Id, [.. networks.Where(network => network.IsUserDefined).Select(network => network.Network)], Addresses, _options.KeepOriginal);
        var labels = Config.Labels.ToDictionary(StringComparer.Ordinal);
        labels[ReplacementMark.Label] = mark.ToString();
        var config = Config with
        {
            Name = Name,
            Image = _snapshot ?? Config.Image,
            Labels = labels,
            Networks = networks,
            VolumesFrom = [.. Config.VolumesFrom.Select(Renewed)],
            PullPolicy = PullPolicy.Never,
            // Ids occur nowhere but where they mean the container: 64 digits are no coincidence.
            Origin = Config.Origin is null ? null : Renewed(Config.Origin),
        };
        SuccessorId = (await new Containers(_calls.Engine).CreateAsync(config, start: false, cancellationToken).ConfigureAwait(false)).Id;

        NetworkAttachment Asking(NetworkAttachment attachment) => asked.TryGetValue(attachment.Network, out var addresses)
            ? attachment with { IPAddress = Chosen(attachment.IPAddress, addresses.IPv4), IPv6Address = Chosen(attachment.IPv6Address, addresses.IPv6) }
            : attachment;

        static string? Chosen(string? own, string address) => own ?? (address.Length > 0 ? address : null);

        string Renewed(string text) => identity.Aggregate(text, (changed, other) => other.SuccessorId is { } successor ? changed.Replace(other.Id, successor, StringComparison.Ordinal) : changed);
    }

    /// <summary>Networks on which the engine would choose another MAC address get the one that was.</summary>
    private IEnumerable<NetworkAttachment> WithMacs(IReadOnlyList<NetworkAttachment> networks)
    {
        var endpoints = AddressKeeper.Endpoints(Inspect).ToDictionary(endpoint => endpoint.Network, endpoint => endpoint.Endpoint, StringComparer.Ordinal);
        if (networks.Count == 0)
        {
            return endpoints.TryGetValue("bridge", out var bridge) && endpoints.Count == 1 && _calls.KeptMac(bridge) is { } mac ? [new() { Network = "bridge", MacAddress = mac }] : [];
        }

        return networks.Select(attachment => attachment.MacAddress is null && endpoints.TryGetValue(attachment.Network, out var endpoint) && _calls.KeptMac(endpoint) is { } mac
            ? attachment with { MacAddress = mac }
            : attachment);
    }

    private async Task DisconnectAsync(CancellationToken cancellationToken)
    {
        foreach (var network in Endpoints.Keys)
        {
            await _calls.DisconnectAsync(network, Id, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task StartAsync(IReadOnlyList<ReplacedContainer> identity, CancellationToken cancellationToken)
    {
        await StartAsync(cancellationToken).ConfigureAwait(false);
        var moved = await AddressKeeper.MovedAsync(_calls, SuccessorId!, Addresses, cancellationToken).ConfigureAwait(false);
        if (!moved.Any(endpoint => AddressKeeper.IsKeptByCreation(_calls, endpoint.Network, endpoint.Endpoint)))
        {
            Warnings.AddRange(await AddressKeeper.KeepAsync(_calls, SuccessorId!, Name, Addresses, cancellationToken).ConfigureAwait(false));
            return;
        }

        var lost = moved.Where(endpoint => NetworkAttachment.IsMode(endpoint.Network)).ToList();
        try
        {
            await AgainAsync(moved.Except(lost).ToDictionary(endpoint => endpoint.Network, endpoint => endpoint.Was, StringComparer.Ordinal)).ConfigureAwait(false);
        }
        catch (DockerNetException e) when (AddressKeeper.IsRefusal(e))
        {
            await AgainAsync(NoAddresses).ConfigureAwait(false);
            lost = [.. moved];
        }

        Warnings.AddRange(lost.Select(endpoint => AddressKeeper.Lost(Name, endpoint.Network, endpoint.Was)));

        async Task AgainAsync(IReadOnlyDictionary<string, ContainerAddresses> asked)
        {
            await _calls.RemoveAsync(SuccessorId!, force: true, volumes: true, cancellationToken).ConfigureAwait(false);
            await CreateAsync(identity, asked, cancellationToken).ConfigureAwait(false);
            await StartAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _calls.StartAsync(SuccessorId!, cancellationToken).ConfigureAwait(false);
        }
        catch (DockerNetException e)
        {
            throw await new Ports(_calls.Engine).ExplainAsync(e, Name, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        var elapsed = Stopwatch.StartNew();
        while (!await IsUpAsync(elapsed.Elapsed, cancellationToken).ConfigureAwait(false))
        {
            if (elapsed.Elapsed > _options.Timeout)
            {
                throw ReplacementError.TimedOut(Name, _options.Timeout);
            }

            await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
        }

        if (_aside.RanAs is RanAs.Paused)
        {
            await _calls.PauseAsync(SuccessorId!, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<bool> IsUpAsync(TimeSpan elapsed, CancellationToken cancellationToken)
    {
        var inspect = await _calls.InspectAsync(SuccessorId!, cancellationToken).ConfigureAwait(false);
        var state = inspect["State"]!;
        // What ended again and again goes on like that: it only has to have been started.
        var failed = _aside.RanAs is RanAs.Restarting
            ? (string?)state["Status"] is "created"
            : (bool?)state["Running"] is not true || (bool?)state["Restarting"] is true || (int?)inspect["RestartCount"] > 0;
        if (failed)
        {
            throw ReplacementError.Ended(Name, (int?)state["ExitCode"] ?? 0, (string?)state["Error"] ?? "");
        }

        return ((string?)state["Health"]?["Status"], MustBeHealthy) switch
        {
            ("healthy", _) => true,
            ("unhealthy", true) => throw ReplacementError.Unhealthy(Name, ((string?)(state["Health"]!["Log"] as JsonArray)?.LastOrDefault()?["Output"] ?? "").Trim()),
            ("starting", true) => false,
            _ => elapsed >= _options.Settle,
        };
    }
}
