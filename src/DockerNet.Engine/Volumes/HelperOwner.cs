using System.Collections.Concurrent;
using System.Globalization;

namespace DockerNet.Engine;

/// <summary>Whose helper a container, image or volume is: one operation of one process. Written as a label's value, so that a client
/// that comes later can tell what a killed one left behind from what another one is just using.</summary>
/// <param name="Host">The machine, and on Linux the process-id namespace, that the process is in.</param>
/// <param name="Process">The process id.</param>
/// <param name="Started">When the process started, as its system counts: another process of the same id has another.</param>
/// <param name="Id">The operation.</param>
internal sealed record HelperOwner(string Host, int Process, string Started, string Id)
{
    /// <summary>The label's name.</summary>
    public const string Label = "dockernet.helper";

    /// <summary>How long a helper of another machine is left alone: its process cannot be looked for from here.</summary>
    private static readonly TimeSpan Elsewhere = TimeSpan.FromDays(1);

    private static readonly string ThisHost = HostName();
    /// <summary>The beginning of the ids of this copy of DockerNet: a process may have loaded several, each of which knows only its own.</summary>
    private static readonly string ThisCopy = Guid.NewGuid().ToString("N")[..6];

    private static readonly string ThisStart = StartOf(Environment.ProcessId) ?? "";
    private static readonly ConcurrentDictionary<string, bool> UnderWay = new(StringComparer.Ordinal);

    /// <summary>The label as a filter of the API's lists takes it, with its value.</summary>
    public string Filter => $"{Label}={this}";

    /// <summary>Begins an operation of this process; <see cref="End"/> ends it.</summary>
    public static HelperOwner Begin()
    {
        var owner = new HelperOwner(ThisHost, Environment.ProcessId, ThisStart, $"{ThisCopy}{Guid.NewGuid().ToString("N")[..6]}");
        UnderWay[owner.Id] = true;
        return owner;
    }

    /// <summary>Reads the label; null for what is no such label.</summary>
    public static HelperOwner? Parse(string? label) =>
        label?.Split('/') is [{ Length: > 0 } host, var process, var started, { Length: > 0 } id] && int.TryParse(process, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new(Uri.UnescapeDataString(host), number, started, id)
            : null;

    /// <summary>Ends the operation: what it could not remove is anybody's to remove.</summary>
    public void End() => UnderWay.TryRemove(Id, out _);

    /// <summary>Whether nobody will come back to what it owns.</summary>
    /// <param name="created">When the thing was created.</param>
    public bool IsGone(DateTimeOffset created) => Host == ThisHost
        ? (Process == Environment.ProcessId && Id.StartsWith(ThisCopy, StringComparison.Ordinal) ? !UnderWay.ContainsKey(Id) : StartOf(Process) != Started)
        : DateTimeOffset.UtcNow - created > Elsewhere;

    /// <summary>The label's value, of characters that need no quoting anywhere.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Uri.EscapeDataString(Host)}/{Process}/{Started}/{Id}");

    private static string HostName()
    {
        try
        {
            // Containers may share a host's name and count their processes apart.
            return $"{Environment.MachineName} {File.ResolveLinkTarget("/proc/self/ns/pid", returnFinalTarget: false)?.Name}".TrimEnd();
        }
        catch (IOException)
        {
            return Environment.MachineName;
        }
    }

    /// <summary>When a process started; null for none.</summary>
    private static string? StartOf(int process)
    {
        try
        {
            if (OperatingSystem.IsLinux())
            {
                // In ticks since the system's start, which unlike a time of day is the same whoever asks. After the name, which may hold anything.
                var stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/stat"));
                var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
                // A zombie has ended, though nobody has asked how.
                return fields[0] is "Z" or "X" ? null : fields[19];
            }

            using var found = System.Diagnostics.Process.GetProcessById(process);
            return found.StartTime.ToUniversalTime().Ticks.ToString(CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }
}
