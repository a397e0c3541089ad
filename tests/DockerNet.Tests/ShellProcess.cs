using System.Diagnostics;
using System.Reflection;

namespace DockerNet.Tests;

/// <summary>Runs scripts in a process of their own: the built DockerNet.Shell with the staged module.</summary>
public static class ShellProcess
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>The built shell.</summary>
    public static string Path { get; } = System.IO.Path.GetFullPath(
        typeof(ShellProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "Shell").Value!);

    /// <summary>Runs the shell to its end.</summary>
    /// <param name="arguments">What follows its name on the command line.</param>
    /// <returns>Exit code, standard output, standard error.</returns>
    public static (int ExitCode, string Output, string Error) Run(params string[] arguments) => Execute("dotnet", ["exec", Path, .. arguments]);

    /// <summary>Runs any program to its end.</summary>
    public static (int ExitCode, string Output, string Error) Execute(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = ModuleSession.Root,
        })!;
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} did not end within {Patience}.");
        }

        return (process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
    }
}
