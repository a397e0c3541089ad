using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace DockerNet.Tests;

/// <summary>A runspace of the real PowerShell engine with the staged module imported, as a user's session has it.</summary>
public sealed class ModuleSession : IDisposable
{
    private readonly Runspace _runspace;

    public ModuleSession()
    {
        var state = InitialSessionState.CreateDefault2();
        state.ThreadOptions = PSThreadOptions.UseCurrentThread;
        _runspace = RunspaceFactory.CreateRunspace(state);
        _runspace.Open();
        var import = Run("Import-Module -Name $args[0] -ErrorAction Stop", Manifest);
        Assert.Empty(import.Errors);
    }

    /// <summary>The top of the source tree.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The manifest of the staged module.</summary>
    public static string Manifest { get; } = Path.Combine(Root, "out", "DockerNet", "DockerNet.psd1");

    /// <summary>Runs a script and gives all that it wrote. Further arguments are <c>$args</c>.</summary>
    public SessionResult Run(string script, params object?[] arguments)
    {
        using var shell = PowerShell.Create(_runspace);
        return Invoke(shell, script, arguments);
    }

    /// <summary>Starts a script that the caller stops.</summary>
    public PowerShell Start(string script, params object?[] arguments)
    {
        var shell = PowerShell.Create(_runspace);
        Add(shell, script, arguments);
        return shell;
    }

    /// <summary>Sets a variable of the session.</summary>
    public void Set(string name, object? value) => _runspace.SessionStateProxy.SetVariable(name, value);

    /// <summary>A variable of the session.</summary>
    public object? Get(string name) => _runspace.SessionStateProxy.GetVariable(name);

    public void Dispose() => _runspace.Dispose();

    private static SessionResult Invoke(PowerShell shell, string script, object?[] arguments)
    {
        Add(shell, script, arguments);
        var output = new PSDataCollection<PSObject>();
        try
        {
            shell.Invoke(null, output);
        }
        catch (RuntimeException e)
        {
            shell.Streams.Error.Add(e.ErrorRecord);
        }

        return new(
            [.. output],
            [.. shell.Streams.Error],
            [.. shell.Streams.Warning.Select(warning => warning.Message)],
            [.. shell.Streams.Verbose.Select(verbose => verbose.Message)]);
    }

    private static void Add(PowerShell shell, string script, object?[] arguments)
    {
        shell.AddScript(script);
        foreach (var argument in arguments)
        {
            shell.AddArgument(argument);
        }
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "DockerNet.psd1")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("The tests run outside the source tree.");
        }

        return folder;
    }
}
