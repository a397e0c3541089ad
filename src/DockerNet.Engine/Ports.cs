using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace DockerNet.Engine;

/// <summary>Ports of an engine's host: who holds them, and which are free.</summary>
public sealed partial class Ports
{
    /// <summary>How long somebody may take to answer, and to hang up again who only forwards to nobody.</summary>
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan HangUpPatience = TimeSpan.FromMilliseconds(400);

    private readonly EngineConnection _engine;

    internal Ports(EngineConnection engine) => _engine = engine;

    /// <summary>Says whether the host ports of a mapping are free, and if not, who holds them: one answer for each host port.</summary>
    /// <param name="mapping">A mapping; one that names a single port means that port of the host.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    public async Task<IReadOnlyList<PortMappingTest>> TestAsync(PortMapping mapping, CancellationToken cancellationToken)
    {
        var ports = mapping.HostPort ?? mapping.ContainerPort;
        var use = await UseAsync(cancellationToken).ConfigureAwait(false);
        var tests = new List<PortMappingTest>();
        for (var port = ports.First; port <= ports.Last; port++)
        {
            var test = use.Test(mapping.HostAddress, port, mapping.Protocol);
            tests.Add(test.Free || test.Protocol is not "tcp" ? test : test with { Answers = await AnswersAsync(test, cancellationToken).ConfigureAwait(false) });
        }

        return tests;
    }

    /// <summary>Says who holds tcp ports, on any address, without trying them.</summary>
    /// <param name="ports">The ports.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    public async Task<IReadOnlyList<PortMappingTest>> LookAsync(IEnumerable<int> ports, CancellationToken cancellationToken)
    {
        var use = await UseAsync(cancellationToken).ConfigureAwait(false);
        return [.. ports.Select(port => use.Test(null, port, "tcp"))];
    }

    /// <summary>Says for each port that a container publishes whether somebody answers there.</summary>
    /// <param name="binding">A binding of a container.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    public async Task<PortMappingTest> TestAsync(PortBinding binding, CancellationToken cancellationToken)
    {
        var test = new PortMappingTest
        {
            HostAddress = binding.HostAddress,
            HostPort = binding.HostPort ?? 0,
            Protocol = binding.Protocol,
            Free = false,
            Container = binding.Container,
            ContainerId = binding.ContainerId,
            ContainerPort = binding.ContainerPort,
            Engine = _engine.Name,
        };
        return binding.Protocol is "tcp" ? test with { Answers = await AnswersAsync(test, cancellationToken).ConfigureAwait(false) } : test;
    }

    /// <summary>Says which of some mappings cannot be had, before anything is changed for them.</summary>
    /// <param name="mappings">The mappings.</param>
    /// <param name="exceptFor">The id of the container whose ports count as free.</param>
    /// <exception cref="DockerNetException"><c>PortInUse</c>.</exception>
    internal async Task CheckFreeAsync(IEnumerable<PortMapping> mappings, string exceptFor, CancellationToken cancellationToken)
    {
        var wanted = mappings.SelectMany(mapping => mapping.Expand()).Where(mapping => mapping.HostPort is { Count: 1 }).ToList();
        if (wanted.Count == 0)
        {
            return;
        }

        var use = await UseAsync(cancellationToken).ConfigureAwait(false);
        foreach (var mapping in wanted)
        {
            var test = use.Test(mapping.HostAddress, mapping.HostPort!.Value.First, mapping.Protocol);
            // Who forwards a container's port listens on it too.
            if (!test.Free && test.ContainerId != exceptFor)
            {
                throw PortError.InUse(test, use.NameOf(exceptFor) ?? exceptFor, null);
            }
        }
    }

    /// <summary>The failure of a start, with the owner of the port where one is in the way.</summary>
    internal async Task<DockerNetException> ExplainAsync(DockerNetException failure, string container, CancellationToken cancellationToken)
    {
        if (Taken().Match(failure.Message) is not { Success: true } match || !failure.Message.Contains("already", StringComparison.OrdinalIgnoreCase))
        {
            return failure;
        }

        var address = match.Groups["address"].Value.Trim('[', ']') is { Length: > 0 } text && text is not ("0.0.0.0" or "::") ? text : null;
        var protocol = match.Groups["protocol"] is { Success: true } group ? group.Value : match.Groups["after"] is { Success: true } after ? after.Value : "tcp";
        try
        {
            var use = await UseAsync(cancellationToken).ConfigureAwait(false);
            var test = use.Test(address, int.Parse(match.Groups["port"].Value, CultureInfo.InvariantCulture), protocol);
            if (test.Free && protocol is "tcp" && use.Test(address, test.HostPort, "udp") is { Free: false } udp)
            {
                // The engine's words name no protocol where a container is in the way.
                test = udp;
            }

            return PortError.InUse(test with { NextFreePort = test.NextFreePort ?? use.NextFree(address, test.HostPort, test.Protocol) }, container, failure.Message, failure);
        }
        catch (DockerNetException)
        {
            // The first failure is the one to tell.
            return failure;
        }
    }

    private async Task<PortUse> UseAsync(CancellationToken cancellationToken)
    {
        var containers = await new Containers(_engine).ListAsync(null, cancellationToken).ConfigureAwait(false);
        return new(containers, HostListeners.Of(_engine.Endpoint), _engine.Name);
    }

    private async Task<bool> AnswersAsync(PortMappingTest test, CancellationToken cancellationToken)
    {
        var endpoint = _engine.Endpoint.Address;
        var host = test.HostAddress is not (null or "" or "0.0.0.0" or "::") ? test.HostAddress
            : endpoint.Scheme is "unix" or "npipe" ? (test.HostAddress is "::" ? IPAddress.IPv6Loopback : IPAddress.Loopback).ToString()
            : endpoint.Host;
        try
        {
            using var socket = new TcpClient();
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(AnswerPatience);
            await socket.ConnectAsync(host, test.HostPort, patience.Token).ConfigureAwait(false);
            return await StaysAsync(socket.GetStream(), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is SocketException or IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }

    /// <summary>The engine's own forwarder takes every connection, and hangs up at once where nobody listens in the container.</summary>
    private static async Task<bool> StaysAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(HangUpPatience);
        try
        {
            return await stream.ReadAsync(new byte[1], patience.Token).ConfigureAwait(false) > 0;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return true;
        }
    }

    /// <summary>The engine's words of all versions: <c>Bind for 0.0.0.0:80 failed: port is already allocated</c>, <c>listen tcp4 0.0.0.0:80: bind:
    /// address already in use</c>, <c>failed to bind host port [80 ]for 0.0.0.0:80[-81]:172.17.0.2:80/tcp: address already in use</c>.</summary>
    [GeneratedRegex(@"(?:Bind for |listen (?<protocol>tcp|udp|sctp)[46]? |bind host port (?:\d+ )?(?:for )?)(?<address>\[[^\]]*\]|[0-9.]*|[0-9a-fA-F:]*):(?<port>\d+)(?:[^ ]*?/(?<after>tcp|udp|sctp))?")]
    private static partial Regex Taken();
}
