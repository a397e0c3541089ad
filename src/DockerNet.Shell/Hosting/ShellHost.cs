using System.Globalization;
using System.Management.Automation.Host;

namespace DockerNet.Shell.Hosting;

/// <summary>The engine's view of this program.</summary>
internal sealed class ShellHost(ShellUserInterface userInterface) : PSHost
{
    private int _nesting;

    /// <summary>Runs a prompt inside a running command, until it is left.</summary>
    public Action<Func<bool>>? NestedPrompt { get; set; }

    /// <summary>The code of `exit`, once it has run.</summary>
    public int? ExitRequested { get; private set; }

    public override string Name => "DockerNet.Shell";

    public override Version Version { get; } = typeof(ShellHost).Assembly.GetName().Version ?? new Version(0, 0);

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override PSHostUserInterface UI => userInterface;

    public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.CurrentUICulture;

    public override void SetShouldExit(int exitCode) => ExitRequested = exitCode;

    public override void EnterNestedPrompt()
    {
        var prompt = NestedPrompt ?? throw new InvalidOperationException("A nested prompt needs an interactive shell.");
        var depth = ++_nesting;
        try
        {
            prompt(() => _nesting < depth);
        }
        finally
        {
            _nesting = depth - 1;
        }
    }

    public override void ExitNestedPrompt() => _nesting = Math.Max(0, _nesting - 1);

    public override void NotifyBeginApplication() => userInterface.ClearProgress();

    public override void NotifyEndApplication()
    {
    }
}
