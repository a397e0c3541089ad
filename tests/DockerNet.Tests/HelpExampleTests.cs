using System.Text.RegularExpressions;
using DockerNet.Tests.Help;

namespace DockerNet.Tests;

/// <summary>The examples of the help, run as they stand.</summary>
public sealed partial class HelpExampleTests : IClassFixture<ModuleSession>
{
    /// <summary>Commands of PowerShell's own modules, which the bare engine lacks.</summary>
    private static readonly string MissingCommands = File.ReadAllText(Path.Combine(ModuleSession.Root, "src", "DockerNet.Shell", "Commands", "MissingCommands.ps1"));

    private readonly ModuleSession _session;

    public HelpExampleTests(ModuleSession session)
    {
        _session = session;
        _session.Run(MissingCommands).Succeeded();
    }

    public static TheoryData<string> Cmdlets => [.. Export().Matches(File.ReadAllText(Path.Combine(ModuleSession.Root, "DockerNet.psd1"))).Select(export => export.Groups[1].Value)];

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public async Task Every_example_runs_as_it_stands(string cmdlet)
    {
        var problems = new List<string>();
        foreach (var example in MarkdownHelp.Read(Path.Combine(ModuleSession.Root, "en-US", $"{cmdlet}.md")).Examples)
        {
            await using var stage = await ExampleStage.SetAsync(_session, IsAboutSwarms(cmdlet));
            problems.AddRange(stage.Run(example.Code).Where(error => !NeedsConsole(example, error.FullyQualifiedErrorId)).Select(error => $"{example.Title}\n{example.Code}\n{error.FullyQualifiedErrorId}: {error}\n"));
        }

        Assert.True(problems.Count == 0, string.Join('\n', problems));
    }

    private static bool IsAboutSwarms(string cmdlet) =>
        cmdlet.Split('-')[1] is "DockerNode" or "DockerService" or "DockerServiceLog" or "DockerServiceTask" || cmdlet is "Get-DockerSwarm" or "Exit-DockerSwarm";

    /// <summary>A test has no console to hand over: what needs one comes as far as asking for it.</summary>
    private static bool NeedsConsole(HelpExample example, string errorId) =>
        errorId.StartsWith("NoConsole,", StringComparison.Ordinal) && (example.Code.Contains("Enter-Container", StringComparison.Ordinal) || example.Code.Contains("-Tty", StringComparison.Ordinal));

    [GeneratedRegex(@"^        '(\w+-\w+)'", RegexOptions.Multiline)]
    private static partial Regex Export();
}
