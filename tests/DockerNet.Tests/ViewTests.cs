using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Xml.Linq;

namespace DockerNet.Tests;

/// <summary>How objects look, in a console, in a file, and after a journey through a job. The approved looks are in Snapshots: with
/// DOCKERNET_APPROVE=1 in the environment the tests write them.</summary>
public sealed class ViewTests : IDisposable
{
    private static readonly string Snapshots = Path.Combine(ModuleSession.Root, "tests", "DockerNet.Tests", "Snapshots");

    private static readonly XDocument Views = XDocument.Load(Path.Combine(ModuleSession.Root, "out", "DockerNet", "DockerNet.Format.ps1xml"));

    private readonly ModuleSession _session = new();
    private readonly CultureInfo _culture = CultureInfo.CurrentCulture;

    public ViewTests()
    {
        // Times are shown as the user's culture writes them.
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        // The bare engine has no Format- cmdlets; those of the shell are the engine's own formatters.
        _session.Run("Import-Module $args[0] -ErrorAction Stop", ShellProcess.Path).Succeeded();
    }

    public static TheoryData<string, string> Looks
    {
        get
        {
            var looks = new TheoryData<string, string>();
            foreach (var type in Samples.All.Keys.Select(type => type.Name))
            {
                looks.Add(type, "Default");
                looks.Add(type, "Narrow");
                looks.Add(type, "List");
                if (HasView(type, "WideControl"))
                {
                    looks.Add(type, "Wide");
                }
            }

            return looks;
        }
    }

    public static TheoryData<string> Tables => [.. Samples.All.Keys.Select(type => type.Name).Where(type => HasView(type, "TableControl"))];

    public static TheoryData<string> Types => [.. Samples.All.Keys.Select(type => type.Name)];

    public void Dispose()
    {
        _session.Dispose();
        CultureInfo.CurrentCulture = _culture;
    }

    [Fact]
    public void Every_emitted_type_has_a_sample_and_so_has_what_it_holds()
    {
        var emitted = _session.Run("Get-Command -Module DockerNet").Of<CmdletInfo>()
            .SelectMany(cmdlet => cmdlet.OutputType.Select(output => output.Type))
            .Where(type => type is { Namespace: "DockerNet" })
            .ToHashSet();
        // What a configuration holds is a parameter, written as it is given.
        var held = emitted.Where(type => type != typeof(ContainerConfig)).SelectMany(type => type.GetProperties())
            .Select(property => property.PropertyType)
            .Where(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
            .Select(type => type.GetGenericArguments()[0])
            .Where(type => type.Namespace == "DockerNet");

        Assert.Empty(emitted.Concat(held).Except(Samples.All.Keys));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void A_type_has_a_view_and_a_choice_of_properties_also_when_it_comes_from_a_job(string type)
    {
        Assert.True(HasView(type, "TableControl") || HasView(type, "CustomControl"), $"{type} has no view.");
        Assert.NotEmpty(_session.Run("$args[0].PSStandardMembers.DefaultDisplayPropertySet.ReferencedPropertyNames", Samples.All.Single(sample => sample.Key.Name == type).Value[0]).Output);
    }

    [Theory]
    [MemberData(nameof(Looks))]
    public void It_looks_as_approved(string type, string look)
    {
        var text = Render(type, look, Samples.All.Single(sample => sample.Key.Name == type).Value);

        Assert.All(text.Split('\n'), line => Assert.True(line.Length <= WidthOf(look), line));
        Assert.DoesNotContain('\u001b', text);
        var snapshot = Path.Combine(Snapshots, $"{type}.{look}.txt");
        if (Environment.GetEnvironmentVariable("DOCKERNET_APPROVE") is "1")
        {
            File.WriteAllText(snapshot, text);
        }

        Assert.True(File.Exists(snapshot), $"Nobody approved {snapshot}.");
        Assert.Equal(File.ReadAllText(snapshot), text);
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void In_a_window_of_80_columns_a_table_has_all_its_columns_and_whole_headers(string type)
    {
        var samples = Samples.All.Single(sample => sample.Key.Name == type).Value;

        Assert.Equal(Headers("Default"), Headers("Narrow"));

        string[] Headers(string look) => Render(type, look, samples).Split('\n').TakeWhile(line => !line.StartsWith("--", StringComparison.Ordinal)).Last().Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    [Fact]
    public void Only_the_last_column_of_a_table_takes_what_the_window_has_left() => Assert.All(Views.Descendants("TableHeaders"), headers => Assert.Equal(
        [headers.Elements().Last()],
        headers.Elements().Where(header => header.Element("Width") is null)));

    [Fact]
    public void Every_approved_look_is_still_there() => Assert.Equal(
        Looks.AsEnumerable<object[]>().Select(look => $"{look[0]}.{look[1]}.txt").Order(StringComparer.Ordinal),
        Directory.EnumerateFiles(Snapshots).Select(Path.GetFileName).Order(StringComparer.Ordinal)!);

    [Theory]
    [MemberData(nameof(Types))]
    public void From_a_job_it_looks_the_same(string type)
    {
        var samples = Samples.All.Single(sample => sample.Key.Name == type).Value;
        // What a job and a remote session do: one level of properties, what is deeper is text.
        var returned = samples.Select(sample => PSSerializer.Deserialize(PSSerializer.Serialize(sample, depth: 1))).ToArray();

        Assert.Equal(Render(type, "Default", samples), Render(type, "Default", returned));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void In_a_CSV_file_no_column_is_the_name_of_a_type(string type) => Assert.All(
        Samples.All.Single(sample => sample.Key.Name == type).Value,
        sample => Assert.All(
            sample.GetType().GetProperties().Select(property => (property.Name, Text: property.GetValue(sample)?.ToString() ?? "")).Where(property => property.Name is not ("JoinToken" or "OutputBytes")),
            property => Assert.False(property.Text.StartsWith("System.", StringComparison.Ordinal) || property.Text.StartsWith("DockerNet.", StringComparison.Ordinal), $"{property.Name} is {property.Text}")));

    [Fact]
    public void Lists_are_texts_in_a_CSV_file_and_lists_in_the_session()
    {
        var container = (Container)Samples.All[typeof(Container)][0];

        Assert.Equal("0.0.0.0:8080->80/tcp, [::]:8080->80/tcp, 443/tcp", JourneyTests.AsCsvRow(PSObject.AsPSObject(container)).Properties["Ports"].Value);
        Assert.Equal("team=a, tier=web", container.Labels.ToString());
        Assert.Equal(["80", "web", "3"], _session.Run("$c = $args[0]; $c.Ports[0].ContainerPort; $c.Labels.tier; $c.Ports.Count", container).Output.Select(item => item.ToString()));
        Assert.IsAssignableFrom<IDictionary>(container.Labels);
    }

    [Fact]
    public void A_state_has_a_colour_where_there_are_colours()
    {
        var line = _session.Run("$PSStyle.OutputRendering = 'Ansi'; $args[0] | Out-String -Width 120; $PSStyle.OutputRendering = 'Host'", Samples.All[typeof(Container)][0]).Output[0].ToString();

        Assert.Contains("\u001b[32mUp 2 minutes", line, StringComparison.Ordinal);
    }

    private static bool HasView(string type, string control) => Views.Descendants("View").Any(view =>
        view.Element(control) is not null
        && view.Descendants("TypeName").Select(name => name.Value).ToHashSet().IsSupersetOf([$"DockerNet.{type}", $"Deserialized.DockerNet.{type}"]));

    private static int WidthOf(string look) => look is "Narrow" ? 80 : 120;

    private string Render(string type, string look, object[] samples)
    {
        _session.Set("samples", samples);
        var format = look is "Default" or "Narrow" ? "" : $"Format-{look} | ";
        var text = string.Concat(_session.Run($"$samples | {format}Out-String -Width {WidthOf(look)}").Succeeded().Output.Select(item => item.ToString()));
        Assert.True(text.Trim().Length > 0, $"{type} shows nothing.");
        return string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd())).Trim('\n') + '\n';
    }
}
