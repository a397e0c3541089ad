using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace DockerNet;

/// <summary>Completes the words that options of a container mostly take; others are taken too.</summary>
public sealed class ContainerOptionCompleter : IArgumentCompleter
{
    private static readonly Dictionary<string, string[]> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["RestartPolicy"] = ["no", "always", "unless-stopped", "on-failure", "on-failure:3"],
        ["StopSignal"] = ["SIGTERM", "SIGINT", "SIGQUIT", "SIGKILL", "SIGHUP", "SIGUSR1", "SIGWINCH"],
        ["CapabilityAdd"] = ["ALL", "IPC_LOCK", "NET_ADMIN", "NET_RAW", "SYS_ADMIN", "SYS_MODULE", "SYS_NICE", "SYS_PTRACE", "SYS_TIME"],
        ["CapabilityDrop"] = ["ALL", "CHOWN", "DAC_OVERRIDE", "FOWNER", "KILL", "MKNOD", "NET_BIND_SERVICE", "NET_RAW", "SETGID", "SETUID", "SYS_CHROOT"],
        ["SecurityOption"] = ["no-new-privileges", "seccomp=unconfined", "apparmor=unconfined", "label=disable"],
        ["Gpus"] = ["all", "1"],
        ["LogDriver"] = ["json-file", "local", "none", "syslog", "journald", "fluentd", "gelf"],
    };

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Words.TryGetValue(parameterName, out var words)
            ? words.Where(word => word.StartsWith((wordToComplete ?? "").Trim('\'', '"'), StringComparison.OrdinalIgnoreCase)).Select(word => new CompletionResult(word))
            : [];
}
