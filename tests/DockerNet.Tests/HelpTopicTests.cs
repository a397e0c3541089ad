using System.Management.Automation;
using System.Management.Automation.Language;
using System.Text.RegularExpressions;

namespace DockerNet.Tests;

/// <summary>The about topics in <c>en-US</c> and <c>zh-CN</c>.</summary>
public sealed partial class HelpTopicTests(ModuleSession session) : IClassFixture<ModuleSession>
{
    private const int Width = 80;

    /// <summary>Commands of PowerShell itself that the topics name.</summary>
    private static readonly string[] OfPowerShell = ["ConvertTo-Json", "ForEach-Object", "Format-Table", "Get-Command", "Get-Help", "Select-Object", "Where-Object"];

    private readonly Dictionary<string, CmdletInfo> _cmdlets = session.Run("Get-Command -Module DockerNet").Of<CmdletInfo>().ToDictionary(cmdlet => cmdlet.Name, StringComparer.Ordinal);

    public static IEnumerable<object[]> Topics =>
        from culture in new[] { "en-US", "zh-CN" }
        from path in Directory.EnumerateFiles(Path.Combine(ModuleSession.Root, culture), "about_*.help.txt")
        select new object[] { culture, Path.GetFileName(path) };

    /// <summary>Those whose lines two steps in are lines to type.</summary>
    public static IEnumerable<object[]> TopicsWithCode => Topics.Where(row => row[1] is not "about_DockerNet_Errors.help.txt");

    [Fact]
    public void The_topics_are_there_in_both_languages_and_name_the_same_things()
    {
        var topics = Topics.ToLookup(row => (string)row[0], row => (string)row[1]);

        Assert.Equal(
            ["about_DockerNet", "about_DockerNet_Commands", "about_DockerNet_Engines", "about_DockerNet_Errors", "about_DockerNet_Networks", "about_DockerNet_Ports", "about_DockerNet_Volumes"],
            topics["en-US"].Select(topic => topic.Split('.')[0]).Order(StringComparer.Ordinal));
        Assert.Equal(topics["en-US"].Order(StringComparer.Ordinal), topics["zh-CN"].Order(StringComparer.Ordinal));
        Assert.All(topics["en-US"], topic => Assert.Equal(Names("en-US", topic), Names("zh-CN", topic)));

        static IEnumerable<string> Names(string culture, string topic) =>
            Lines(culture, topic).SelectMany(line => Name().Matches(line).Select(name => name.Value)).Distinct().Order(StringComparer.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Topics))]
    public void A_topic_fits_80_columns(string culture, string topic) =>
        Assert.All(Lines(culture, topic), line => Assert.True(line.Sum(c => Wide().IsMatch(c.ToString()) ? 2 : 1) <= Width, line));

    [Theory]
    [MemberData(nameof(Topics))]
    public void A_topic_names_only_cmdlets_and_parameters_that_there_are(string culture, string topic)
    {
        var text = string.Join('\n', Lines(culture, topic));
        var parameters = _cmdlets.Values.SelectMany(cmdlet => cmdlet.Parameters.Keys).ToHashSet(StringComparer.Ordinal);

        Assert.All(Cmdlet().Matches(text), name => Assert.True(_cmdlets.ContainsKey(name.Value) || OfPowerShell.Contains(name.Value), name.Value));
        Assert.All(Parameter().Matches(text), name => Assert.True(parameters.Contains(name.Groups[1].Value) || name.Groups[1].Value is "Module" or "Examples", name.Value));
    }

    [Theory]
    [MemberData(nameof(TopicsWithCode))]
    public void Lines_to_type_are_PowerShell_whose_parameters_bind(string culture, string topic)
    {
        // Two steps in from the text, and not a table's second column.
        var code = string.Join('\n', Lines(culture, topic).Where(line => CodeLine().IsMatch(line)));

        var script = Parser.ParseInput(code, out _, out var errors);

        Assert.Empty(errors.Select(error => $"{error.Message} {error.Extent.Text}"));
        Assert.All(script.FindAll(node => node is CommandAst, searchNestedScriptBlocks: true).Cast<CommandAst>(), command =>
        {
            if (_cmdlets.TryGetValue(command.GetCommandName() ?? "", out var cmdlet))
            {
                Assert.All(command.CommandElements.OfType<CommandParameterAst>(), parameter => Assert.Contains(parameter.ParameterName, cmdlet.Parameters.Keys));
            }
        });
    }

    [Theory]
    [InlineData("en-US")]
    [InlineData("zh-CN")]
    public void Each_option_of_docker_leads_to_a_parameter_of_the_cmdlet_above_it(string culture)
    {
        var (ofCommand, ofLine, options) = ("", "", 0);
        foreach (var line in Lines(culture, "about_DockerNet_Commands.help.txt").SkipWhile(line => !line.StartsWith("  docker network", StringComparison.Ordinal)))
        {
            var isCommand = line.StartsWith("    docker ", StringComparison.Ordinal);
            ofLine = line.StartsWith("      -", StringComparison.Ordinal) ? ofCommand : ofLine;
            foreach (Match word in Word().Matches(line))
            {
                if (word.Groups["cmdlet"].Success)
                {
                    ofLine = word.Value;
                    ofCommand = isCommand ? word.Value : ofCommand;
                }
                else if (_cmdlets.TryGetValue(ofLine, out var cmdlet))
                {
                    options++;
                    Assert.True(cmdlet.Parameters.ContainsKey(word.Groups["parameter"].Value), line);
                }
            }
        }

        Assert.True(options > 100, $"Only {options} parameters were found.");
    }

    [Theory]
    [InlineData("en-US", "Container communication")]
    [InlineData("zh-CN", "容器通信")]
    public void Get_Help_finds_the_topics_in_the_language_of_the_session(string culture, string words) =>
        Assert.Contains(words, session.Run("""
            $before = [cultureinfo]::CurrentUICulture
            try { [cultureinfo]::CurrentUICulture = $args[0]; "$(Get-Help about_DockerNet)" } finally { [cultureinfo]::CurrentUICulture = $before }
            """, culture).Single<string>(), StringComparison.Ordinal);

    private static string[] Lines(string culture, string topic) => File.ReadAllLines(Path.Combine(ModuleSession.Root, culture, topic));

    [GeneratedRegex(@"[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE4F\uFF00-\uFF60\uFFE0-\uFFE6]")]
    private static partial Regex Wide();

    [GeneratedRegex(@"\b[A-Z][a-z]+-[A-Z]\w+")]
    private static partial Regex Cmdlet();

    [GeneratedRegex(@"(?<![\w-])-([A-Z]\w+)")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"(?<cmdlet>\b[A-Z][a-z]+-[A-Z]\w+)|(?<![\w-])-(?<parameter>[A-Z][a-z]\w+)")]
    private static partial Regex Word();

    /// <summary>Cmdlets, parameters, and the ids of errors.</summary>
    [GeneratedRegex(@"\b[A-Z][a-z]+-[A-Z]\w+|(?<![\w-])-[A-Z][a-z]\w+|^    [A-Z]\w+(?=  )")]
    private static partial Regex Name();

    [GeneratedRegex(@"^ {8}(?! {5})")]
    private static partial Regex CodeLine();
}
