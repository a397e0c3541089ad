using System.Management.Automation;
using System.Text.RegularExpressions;
using DockerNet.Tests.Help;

namespace DockerNet.Tests;

/// <summary>The pages of the cmdlets in <c>en-US</c> and <c>zh-CN</c>, held against the cmdlets themselves; and the MAML, held against the pages.</summary>
public sealed partial class HelpTests(ModuleSession session) : IClassFixture<ModuleSession>
{
    private const int LeastExamples = 3;

    private readonly IReadOnlyList<CmdletInfo> _cmdlets = session.Run("Get-Command -Module DockerNet").Of<CmdletInfo>();

    [Theory]
    [InlineData("en-US")]
    [InlineData("zh-CN")]
    public void Every_cmdlet_has_a_page_and_every_page_a_cmdlet(string culture) =>
        Assert.Equal(_cmdlets.Select(cmdlet => cmdlet.Name).Order(StringComparer.Ordinal), Pages(culture).Select(page => page.Name).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("en-US")]
    [InlineData("zh-CN")]
    public void A_page_says_of_each_parameter_what_is_true_of_it(string culture) => None(ForEach(culture, (page, cmdlet) =>
    {
        var facts = CmdletFacts.Of(cmdlet);
        return facts.Keys.Except(page.Parameters.Keys).Select(missing => $"-{missing} is missing; it needs\n```yaml\n{facts[missing]}\n```")
            .Concat(page.Parameters.Keys.Except(facts.Keys).Select(extra => $"-{extra} is gone"))
            .Concat(facts.Where(fact => page.Parameters.TryGetValue(fact.Key, out var parameter) && parameter.Facts != fact.Value).Select(fact => $"-{fact.Key} needs\n```yaml\n{fact.Value}\n```"))
            .Concat(page.Parameters.Where(parameter => parameter.Value.Description.Count == 0).Select(parameter => $"-{parameter.Key} is not described"));
    }));

    [Theory]
    [InlineData("en-US")]
    [InlineData("zh-CN")]
    public void A_page_shows_the_syntax_that_PowerShell_shows(string culture) => None(ForEach(culture, (page, cmdlet) =>
        cmdlet.ParameterSets.Select(set => $"{cmdlet.Name} {set}").Except(page.Syntax).Select(syntax => $"the syntax is\n{syntax}")
            .Concat(page.Syntax.Count != cmdlet.ParameterSets.Count ? ["a parameter set is gone"] : [])));

    [Theory]
    [InlineData("en-US")]
    [InlineData("zh-CN")]
    public void A_page_names_what_is_taken_and_what_is_emitted(string culture) => None(ForEach(culture, (page, cmdlet) =>
    {
        var emitted = cmdlet.OutputType.Select(output => output.Type).Where(type => type != typeof(void)).Select(type => type.FullName!).Distinct().DefaultIfEmpty("None");
        var takes = cmdlet.ParameterSets.SelectMany(set => set.Parameters).Any(parameter => parameter.ValueFromPipeline || (parameter.ValueFromPipelineByPropertyName && parameter.Name is not "Engine"));
        return (emitted.Order(StringComparer.Ordinal).SequenceEqual(page.Outputs.Select(output => output.Name).Order(StringComparer.Ordinal)) ? [] : new[] { $"emits {string.Join(", ", emitted)}" })
            .Concat(takes == page.Inputs.Any(input => input.Name != "None") ? [] : [takes ? "takes objects from the pipeline" : "takes no object from the pipeline"])
            .Concat(page.Inputs.Concat(page.Outputs).Where(type => type.Description.Count == 0).Select(type => $"{type.Name} is not described"))
            .Concat(page.Inputs.Where(input => input.Name is not "None" && Type(cmdlet, input.Name) is null).Select(input => $"there is no type {input.Name}"));
    }));

    [Theory]
    [InlineData("en-US")]
    [InlineData("zh-CN")]
    public void A_page_has_a_description_and_three_examples_that_use_the_cmdlet(string culture) => None(ForEach(culture, (page, _) =>
    {
        var problems = new List<string>();
        if (page.Synopsis.Length == 0 || page.Description.Count == 0)
        {
            problems.Add("has no synopsis or no description");
        }

        if (page.Examples.Count < LeastExamples)
        {
            problems.Add($"has {page.Examples.Count} examples");
        }

        problems.AddRange(page.Examples.Where(example => !example.Code.Contains(page.Name, StringComparison.Ordinal)).Select(example => $"'{example.Title}' does not use it"));
        return problems;
    }));

    [Theory]
    [InlineData("en-US")]
    [InlineData("zh-CN")]
    public void Nothing_is_left_to_be_filled_in(string culture) =>
        None(Files(culture).Where(path => File.ReadAllText(path).Contains("{{", StringComparison.Ordinal)));

    [Theory]
    [InlineData("en-US")]
    [InlineData("zh-CN")]
    public void A_link_leads_to_a_page_or_a_topic(string culture) =>
        None(Files(culture).SelectMany(path => MarkdownHelp.LinksIn(path)
            .Where(link => !link.Address.StartsWith("https://", StringComparison.Ordinal) && !File.Exists(Path.Combine(ModuleSession.Root, culture, link.Address)))
            .Select(link => $"{Path.GetFileName(path)}: {link.Address}")));

    [Fact]
    public void The_Chinese_pages_are_Chinese_and_have_the_same_examples()
    {
        var chinese = Pages("zh-CN").ToDictionary(page => page.Name, StringComparer.Ordinal);

        None(Pages("en-US").Where(page => !page.Examples.Select(example => example.Code).SequenceEqual(chinese[page.Name].Examples.Select(example => example.Code))).Select(page => page.Name));
        None(chinese.Values.SelectMany(page => page.Parameters.Select(parameter => (Name: $"{page.Name} -{parameter.Key}", Text: string.Concat(parameter.Value.Description)))
                .Append((Name: page.Name, Text: page.Synopsis))
                .Append((Name: page.Name, Text: string.Concat(page.Description))))
            .Where(text => !Han().IsMatch(text.Text)).Select(text => text.Name));
    }

    [Theory]
    [InlineData("en-US")]
    [InlineData("zh-CN")]
    public void The_MAML_is_what_build_ps1_Help_makes_of_the_pages(string culture)
    {
        var maml = MamlHelp.Read(Path.Combine(ModuleSession.Root, culture, "DockerNet.dll-Help.xml"));
        var pages = Pages(culture).ToList();

        Assert.Equal(pages.Select(page => page.Name).Order(StringComparer.Ordinal), maml.Keys.Order(StringComparer.Ordinal));
        None(pages.SelectMany(page => Differences(page, maml[page.Name]).Select(difference => $"{page.Name}: {difference}")));
    }

    [Fact]
    public void Get_Help_shows_the_examples_where_there_is_no_PlatyPS()
    {
        var (exitCode, output, error) = ShellProcess.Run("-NoProfile", "-Command", "Get-Help New-DockerNetwork -Examples");

        Assert.True(exitCode == 0, error);
        Assert.All(Pages("en-US").Single(page => page.Name == "New-DockerNetwork").Examples.SelectMany(example => example.Code.Split('\n')), line => Assert.Contains(line, output, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("zh-CN", "创建网络。")]
    [InlineData("zh-Hans-CN", "创建网络。")]
    [InlineData("zh-SG", "创建网络。")]
    [InlineData("en-US", "Creates a network.")]
    [InlineData("de-DE", "Creates a network.")]
    public void Get_Help_speaks_the_language_of_the_session_or_else_English(string culture, string synopsis)
    {
        // PowerShell keeps the help that it has read, whatever becomes of the language.
        using var fresh = new ModuleSession();

        Assert.Equal(synopsis, fresh.Run("""
            $before = [cultureinfo]::CurrentUICulture
            try { [cultureinfo]::CurrentUICulture = $args[0]; (Get-Help New-DockerNetwork).Synopsis } finally { [cultureinfo]::CurrentUICulture = $before }
            """, culture).Single<string>());
    }

    [Fact]
    public void The_shell_for_machines_without_pwsh_speaks_the_language_of_its_environment()
    {
        using var language = new EnvironmentVariables(("LC_ALL", "zh_CN.UTF-8"));

        var (exitCode, output, error) = ShellProcess.Run("-NoProfile", "-Command", "Get-Help New-DockerNetwork");

        Assert.True(exitCode == 0, error);
        Assert.Contains("创建网络。", output, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Files(string culture) => Directory.EnumerateFiles(Path.Combine(ModuleSession.Root, culture), "*-*.md").Order(StringComparer.Ordinal);

    private static IEnumerable<HelpPage> Pages(string culture) => Files(culture).Select(MarkdownHelp.Read);

    private static List<string> Differences(HelpPage page, HelpPage maml)
    {
        var differences = new List<string>();
        Compare("synopsis", [page.Synopsis.Replace("`", "", StringComparison.Ordinal)], [maml.Synopsis]);
        Compare("description", page.Description, maml.Description);
        Compare("syntax", page.Syntax.Select(syntax => string.Join(' ', Name().Matches(syntax[page.Name.Length..]).Select(name => name.Groups[1].Value))), maml.Syntax);
        Compare("examples", page.Examples.Select(Text), maml.Examples.Select(Text));
        Compare("parameters", page.Parameters.Select(Line), maml.Parameters.Select(Line));
        Compare("inputs", page.Inputs.Select(TypeText), maml.Inputs.Select(TypeText));
        Compare("outputs", page.Outputs.Select(TypeText), maml.Outputs.Select(TypeText));
        Compare("links", page.Links.Select(link => link.Text), maml.Links.Select(link => link.Text));
        return differences;

        void Compare(string what, IEnumerable<string> wanted, IEnumerable<string> found)
        {
            var (left, right) = (wanted.Order(StringComparer.Ordinal).ToList(), found.Order(StringComparer.Ordinal).ToList());
            if (!left.SequenceEqual(right))
            {
                differences.Add($"the {what} of the MAML are not those of the page: run ./build.ps1 Help\n{string.Join('\n', left.Except(right))}\n--\n{string.Join('\n', right.Except(left))}");
            }
        }

        static string Text(HelpExample example) => $"{example.Title}\n{example.Code}\n{string.Join('\n', example.Remarks)}";
        static string Line(KeyValuePair<string, HelpParameter> parameter) => $"{parameter.Key} [{parameter.Value.Default}] {string.Join('\n', parameter.Value.Description)}";
        static string TypeText(HelpType type) => $"{type.Name} {string.Join('\n', type.Description)}";
    }

    private static void None(IEnumerable<string> problems)
    {
        var all = problems.ToList();
        Assert.True(all.Count == 0, string.Join('\n', all));
    }

    private static Type? Type(CmdletInfo cmdlet, string name) =>
        System.Type.GetType(name) ?? AppDomain.CurrentDomain.GetAssemblies().Select(assembly => assembly.GetType(name)).FirstOrDefault(type => type is not null) ?? cmdlet.ImplementingType.Assembly.GetType(name);

    private IEnumerable<string> ForEach(string culture, Func<HelpPage, CmdletInfo, IEnumerable<string>> problems) =>
        Pages(culture).SelectMany(page => _cmdlets.FirstOrDefault(cmdlet => cmdlet.Name == page.Name) is { } cmdlet
            ? problems(page, cmdlet).Select(problem => $"{page.Name}: {problem}")
            : []);

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}")]
    private static partial Regex Han();

    [GeneratedRegex(@"-(\w+)")]
    private static partial Regex Name();
}
