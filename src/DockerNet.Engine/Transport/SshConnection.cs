using System.Diagnostics;
using System.Globalization;

namespace DockerNet.Engine.Transport;

/// <summary>An engine behind ssh, reached as the docker CLI does: <c>ssh HOST docker system dial-stdio</c>. Host keys and
/// agents are ssh's own business.</summary>
internal static class SshConnection
{
    /// <summary>Starts ssh and gives its standard input and output as one connection.</summary>
    /// <exception cref="DockerNetException"><c>EngineUnavailable</c> where there is no ssh.</exception>
    public static EngineStream Open(Uri address)
    {
        var start = new ProcessStartInfo("ssh") { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var argument in Arguments(address))
        {
            start.ArgumentList.Add(argument);
        }

        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw EngineError.Unavailable(address.ToString(), $"ssh could not be started: {e.Message}", e);
        }

        return new EngineStream(new ProcessStream(process), process.StandardInput.Close);
    }

    internal static IEnumerable<string> Arguments(Uri address)
    {
        if (address.UserInfo is { Length: > 0 } user)
        {
            // Only the name: a password has no place on a command line, and ssh takes none there.
            yield return "-l";
            yield return Uri.UnescapeDataString(user.Split(':')[0]);
        }

        if (address.Port > 0)
        {
            yield return "-p";
            yield return address.Port.ToString(CultureInfo.InvariantCulture);
        }

        // "--" keeps a host that begins with a dash from being taken for an option.
        yield return "--";
        yield return address.Host;
        yield return "docker";
        if (address.AbsolutePath is { Length: > 1 } socket)
        {
            yield return "--host";
            yield return $"unix://{socket}";
        }

        yield return "system";
        yield return "dial-stdio";
    }
}
