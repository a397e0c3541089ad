using System.Management.Automation;

namespace DockerNet.Tests;

/// <summary>The module as a whole.</summary>
public sealed class ModuleTests : FakeEngineTest
{
    [Fact]
    public void It_works_beside_another_module_s_Docker_DotNet()
    {
        var other = Path.Combine(AppContext.BaseDirectory, "OtherModule", "Docker.DotNet.dll");
        Engine.AddContainer("web");

        // In a process of its own: this one has a Docker.DotNet of the tests already.
        var (exitCode, output, error) = ShellProcess.Run("-NoProfile", "-Command", $"""
            $other = [Reflection.Assembly]::LoadFrom('{other}')
            $null = $other.GetType('Docker.DotNet.DockerClientConfiguration', $true)
            (Get-Container web -Engine '{Engine.Address}').Name
            [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object FullName -like 'Docker.DotNet, *' | ForEach-Object FullName
            """);

        Assert.True(exitCode == 0, error);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal("web", lines[0]);
        Assert.Contains(lines, line => line.Contains("Version=3.", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("Version=4.", StringComparison.Ordinal));
    }

    [Fact]
    public void No_type_of_the_engine_client_shows_in_the_module()
    {
        var client = Session.Run("Get-Command -Module DockerNet").Of<CmdletInfo>()
            .SelectMany(cmdlet => cmdlet.ImplementingType.GetProperties().Select(property => property.PropertyType).Concat(cmdlet.OutputType.Select(output => output.Type).OfType<Type>()))
            .Where(type => type.FullName!.StartsWith("Docker.", StringComparison.Ordinal));

        Assert.Empty(client);
    }

    [Fact]
    public void Every_cmdlet_of_the_assembly_is_exported_and_no_other()
    {
        var exported = Session.Run("Get-Command -Module DockerNet").Of<CmdletInfo>().ToList();
        var written = exported[0].ImplementingType.Assembly.GetTypes()
            .SelectMany(type => type.GetCustomAttributes(typeof(CmdletAttribute), inherit: false).Cast<CmdletAttribute>())
            .Select(cmdlet => $"{cmdlet.VerbName}-{cmdlet.NounName}");

        Assert.Equal(written.Order(StringComparer.Ordinal), exported.Select(cmdlet => cmdlet.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Names_are_completed_with_a_tooltip_and_quoted_where_they_must_be()
    {
        Engine.AddContainer("web-1");
        Engine.AddContainer("web-2");
        Engine.AddNetwork("it's");

        Assert.Equal(["web-1", "web-2"], Complete("Stop-Container we").Select(completion => completion.CompletionText));
        Assert.Contains("nginx", Complete("Stop-Container web-1")[0].ToolTip, StringComparison.Ordinal);
        Assert.Equal(["'it''s'"], Complete("Get-DockerNetwork it").Select(completion => completion.CompletionText));
        Assert.Equal(["'web-1'"], Complete("Stop-Container 'web-1").Select(completion => completion.CompletionText));
    }

    [Fact]
    public void A_prompt_waits_no_longer_than_a_second_for_a_slow_engine()
    {
        Engine.AddContainer("web-1");
        Assert.NotEmpty(Complete("Stop-Container we"));
        Engine.Latency = TimeSpan.FromSeconds(20);

        // What else the machine does may delay one of them.
        Assert.Contains(Enumerable.Range(0, 5), _ =>
        {
            var started = System.Diagnostics.Stopwatch.GetTimestamp();
            Assert.DoesNotContain(Complete("Stop-Container we"), completion => completion.CompletionText == "web-1");
            return System.Diagnostics.Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(1.8);
        });
    }

    [Fact]
    public void A_prompt_is_silent_when_there_is_no_engine() =>
        Assert.Empty(Session.Run("(TabExpansion2 -inputScript $args[0] -cursorColumn $args[0].Length).CompletionMatches.Count; $Error.Count", "Stop-Container -Engine unix:///tmp/nowhere.sock we").Errors);

    [Theory]
    [InlineData("Get-Container")]
    [InlineData("Get-DockerNetwork -Detailed")]
    [InlineData("Get-ContainerNetwork")]
    [InlineData("Get-DockerEngine")]
    public void A_table_fits_120_columns_and_is_plain_where_it_is_redirected(string command)
    {
        Engine.AddNetwork("a-network-with-a-very-long-name-indeed", "10.5.0.0/16");
        Engine.AddContainer("a-container-with-a-very-long-name-indeed", "registry.example.com/team/project/image:1.2.3-alpha", running: true, "a-network-with-a-very-long-name-indeed", "bridge");

        var (exitCode, output, error) = ShellProcess.Run("-NoProfile", "-Command", $"{command} -Engine '{Engine.Address}'");

        Assert.True(exitCode == 0, error);
        Assert.Contains("----", output, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", output, StringComparison.Ordinal);
        Assert.All(output.Split('\n'), line => Assert.True(line.TrimEnd().Length <= 120, line));
    }

    private IReadOnlyList<CompletionResult> Complete(string line) =>
        Session.Run("(TabExpansion2 -inputScript $args[0] -cursorColumn $args[0].Length).CompletionMatches", line.Insert(line.IndexOf(' ', StringComparison.Ordinal), $" -Engine {Engine.Address}")).Of<CompletionResult>();
}
