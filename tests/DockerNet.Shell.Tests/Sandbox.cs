using System.Diagnostics;
using System.Reflection;

namespace DockerNet.Shell.Tests;

/// <summary>A temporary folder with a small module, a home of its own, and ways to run the built shell in it.</summary>
public sealed class Sandbox : IDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private const string ModuleSource = """
        function Get-Sample { [CmdletBinding()] param() foreach ($name in 'alpha', 'beta') { [pscustomobject] @{ Name = $name; Size = $name.Length } } }
        function Get-SampleOther { 'other' }
        function Remove-Sample { [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')] param([Parameter(Mandatory)] [string] $Name) if ($PSCmdlet.ShouldProcess($Name)) { "removed $Name" } }
        function Show-Progress {
            [CmdletBinding()] param()
            $record = [System.Management.Automation.ProgressRecord]::new(1, 'Pulling', 'layer')
            $record.PercentComplete = 40
            $PSCmdlet.WriteProgress($record)
            'pulled'
        }
        function Wait-Forever { [CmdletBinding()] param() 'waiting'; while ($true) { [Threading.Thread]::Sleep(10) } }
        """;

    public Sandbox()
    {
        Folder = Directory.CreateTempSubdirectory("dockernet-shell-").FullName;
        Module = Write("Sample/Sample.psd1", "@{ RootModule = 'Sample.psm1'; ModuleVersion = '1.0'; FunctionsToExport = '*' }");
        Write("Sample/Sample.psm1", ModuleSource);
    }

    public static string Shell { get; } = Path.GetFullPath(
        typeof(Sandbox).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "Shell").Value!);

    public static string DotNet => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : "dotnet";

    public string Folder { get; }

    public string Module { get; }

    public string HistoryFile => Path.Combine(Folder, "data", "DockerNet", "shell_history.txt");

    public string Write(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public Process Start(string program, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["HOME"] = Folder;
        start.Environment["XDG_DATA_HOME"] = Path.Combine(Folder, "data");
        start.Environment["LOCALAPPDATA"] = Path.Combine(Folder, "data");
        start.Environment["TERM"] = "xterm-256color";
        start.Environment["DOCKERNET_MODULE"] = Module;
        start.Environment.Remove("NO_COLOR");
        Directory.CreateDirectory(Path.Combine(Folder, "data"));
        return Process.Start(start)!;
    }

    public ShellOutcome Run(params string[] arguments) => RunWithInput(string.Empty, arguments);

    public ShellOutcome RunWithInput(string input, params string[] arguments)
    {
        using var process = Start(DotNet, [Shell, .. arguments]);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"The shell did not end. Output so far: {output.Result} {errors.Result}");
        }

        return new ShellOutcome(process.ExitCode, output.Result.ReplaceLineEndings("\n"), errors.Result.ReplaceLineEndings("\n"));
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
