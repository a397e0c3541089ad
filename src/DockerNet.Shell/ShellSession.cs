using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
#if !POWERSHELL_SDK
using DockerNet.Shell.Commands;
#endif
using DockerNet.Shell.Hosting;

namespace DockerNet.Shell;

/// <summary>One open runspace, and the ways to run something in it.</summary>
internal sealed class ShellSession : IDisposable
{
    public ShellSession(bool nonInteractive)
    {
        Interruption = new Interruption();
        UserInterface = new ShellUserInterface(Interruption, nonInteractive);
        Host = new ShellHost(UserInterface);

        var state = InitialState();
        Runspace = RunspaceFactory.CreateRunspace(Host, state);
        Runspace.ThreadOptions = PSThreadOptions.ReuseThread;
        Runspace.Open();
        Runspace.DefaultRunspace = Runspace;
    }

    public Runspace Runspace { get; }

    public ShellHost Host { get; }

    public ShellUserInterface UserInterface { get; }

    public Interruption Interruption { get; }

    /// <summary>Why the session has to end, as an exit code, once it has to.</summary>
    public int? MustExit => Interruption.Terminated ?? Host.ExitRequested;

    /// <summary>PowerShell's $?.</summary>
    public bool LastSucceeded
    {
        get
        {
            using var pipeline = Runspace.CreatePipeline("$global:?");
            return pipeline.Invoke() is [{ BaseObject: true }, ..];
        }
    }

    /// <summary>Imports the module that the shell exists for.</summary>
    public void Load(string module)
    {
        using var pipeline = Runspace.CreatePipeline();
        var import = new Command("Import-Module");
        import.Parameters.Add("Name", module);
        import.Parameters.Add("Global");
        import.Parameters.Add("ErrorAction", ActionPreference.Stop);
        pipeline.Commands.Add(import);
        try
        {
            pipeline.Invoke();
        }
        catch (RuntimeException error)
        {
            throw new StartupException($"The module '{module}' cannot be loaded: {error.ErrorRecord.Exception.Message}", error);
        }
    }

    /// <summary>A pipeline of what the user typed. Only such a pipeline, which enters the history, leaves its mark on $?.</summary>
    public Pipeline Typed(string text, bool nested = false) => nested
        ? Runspace.CreateNestedPipeline(text, addToHistory: true)
        : Runspace.CreatePipeline(text, addToHistory: true);

    /// <summary>Runs a pipeline and shows everything it puts out. False: it ended with an error or was stopped.</summary>
    public bool Show(Pipeline pipeline, IEnumerable? input = null)
    {
        using (pipeline)
        {
            try
            {
                if (pipeline.Commands.Count == 1)
                {
                    pipeline.Commands[0].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
                }

                pipeline.Commands.Add(OutDefault());
                Interruption.Run(pipeline.StopAsync, () => input is null ? pipeline.Invoke() : pipeline.Invoke(input));
                return !Interruption.Interrupted;
            }
            catch (PipelineStoppedException)
            {
                return false;
            }
            catch (RuntimeException error)
            {
                Report(error, nested: pipeline.IsNested);
                return false;
            }
            finally
            {
                UserInterface.ClearProgress();
            }
        }
    }

    /// <summary>The first thing a command puts out, as text; empty when it fails.</summary>
    public string Evaluate(string command, bool nested)
    {
        using var pipeline = nested ? Runspace.CreateNestedPipeline(command, addToHistory: false) : Runspace.CreatePipeline(command);
        try
        {
            return Interruption.Run(pipeline.StopAsync, () => pipeline.Invoke()) is [{ } first, ..] ? first.ToString() : string.Empty;
        }
        catch (RuntimeException)
        {
            return string.Empty;
        }
    }

    public void Dispose()
    {
        Runspace.Dispose();
        Interruption.Dispose();
    }

    private static InitialSessionState InitialState()
    {
#if POWERSHELL_SDK
        return InitialSessionState.CreateDefault();
#else
        // The other default state insists on assemblies that the bare engine comes without.
        var state = InitialSessionState.CreateDefault2();
        MissingCommands.AddTo(state);
        return state;
#endif
    }

    private static Command OutDefault() => new("Out-Default", isScript: false, useLocalScope: true);

    private void Report(RuntimeException error, bool nested)
    {
        using var pipeline = nested ? Runspace.CreateNestedPipeline() : Runspace.CreatePipeline();
        pipeline.Commands.Add(OutDefault());
        try
        {
            UserInterface.WriteAsError(() => pipeline.Invoke(new[] { new PSObject(error.ErrorRecord) }));
        }
        catch (RuntimeException)
        {
            // The error's own view failed: its message still has to reach the user.
            UserInterface.WriteErrorLine(error.Message);
        }
    }
}
