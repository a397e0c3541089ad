using System.Globalization;

namespace DockerNet.Engine;

/// <summary>Tells each engine call to whoever started it. Flows with the asynchronous call, so that cmdlets which share a
/// connection hear only their own.</summary>
public static class EngineCallTrace
{
    private static readonly AsyncLocal<Action<string>?> Listener = new();

    /// <summary>Sets who hears of the calls that the current flow starts from now on.</summary>
    /// <param name="listener">Called from any thread with one line a call; null for nobody.</param>
    public static void ListenWith(Action<string>? listener) => Listener.Value = listener;

    /// <summary>Tells of one call. Bodies and headers, where secrets live, are never told.</summary>
    internal static void Tell(HttpRequestMessage request, string outcome, TimeSpan took) =>
        Listener.Value?.Invoke(string.Create(
            CultureInfo.InvariantCulture,
            $"{request.Method} {Uri.UnescapeDataString(request.RequestUri!.PathAndQuery)} -> {outcome} ({took.TotalMilliseconds:0} ms)"));
}
