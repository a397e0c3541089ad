using System.Diagnostics;
using System.Globalization;

namespace DockerNet.Engine.Transport;

/// <summary>An engine behind ssh, reached as the docker CLI does: <c>ssh HOST docker system dial-stdio</c>. Host keys and
/// agents are ssh's own business.</summary>
internal static class SshConnection
{
    /// <summary>Ctrl+C at a terminal goes to every process of it: an ssh that it ended would cut off what is still to be undone.</summary>
    private static readonly string[] UninterruptedSsh = ["sh", "-c", "trap '' INT; exec ssh \"$@\"", "ssh"];

    /// <summary>Starts ssh and gives its standard input and output as one connection. A failure to reach the engine shows at the first use.</summary>
    /// <exception cref="DockerNetException"><c>EngineUnavailable</c> where there is no ssh.</exception>
    public static EngineStream Open(EngineEndpoint endpoint)
    {
        var address = endpoint.Address;
        string[] command = OperatingSystem.IsWindows() ? ["ssh"] : UninterruptedSsh;
        var start = new ProcessStartInfo(command[0]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in command.Skip(1).Concat(Arguments(address)))
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
            throw EngineError.SshFailed(endpoint.Name, $"ssh could not be started: {e.Message}", e);
        }

        return new EngineStream(new ProcessStream(process, words => EngineError.SshFailed(endpoint.Name, words)), process.StandardInput.Close);
    }

    internal static IEnumerable<string> Arguments(Uri address)
    {
        if (address.UserInfo is { Length: > 0 } user)
        {
            yield return "-l";
            yield return Uri.UnescapeDataString(user);
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
