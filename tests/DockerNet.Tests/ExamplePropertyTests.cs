using System.Management.Automation;
using System.Management.Automation.Language;
using System.Text.RegularExpressions;

namespace DockerNet.Tests;

/// <summary>PowerShell makes nothing of a property that is not there, so no run of an example finds one: a column would just stay
/// empty.</summary>
public sealed partial class ExamplePropertyTests(ModuleSession session) : IClassFixture<ModuleSession>
{
    private static readonly string[] Choosers = ["Select-Object", "Sort-Object", "Where-Object", "ForEach-Object", "Group-Object", "Format-Table", "Format-List"];

    private readonly Dictionary<string, CmdletInfo> _cmdlets = session.Run("Get-Command -Module DockerNet").Of<CmdletInfo>().ToDictionary(cmdlet => cmdlet.Name, StringComparer.Ordinal);

    public static TheoryData<string> Texts => [.. new[] { "en-US", "zh-CN", "examples" }
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(ModuleSession.Root, folder)))
        .Where(file => Path.GetExtension(file) is ".md" or ".txt" or ".ps1")
        .Select(file => Path.GetRelativePath(ModuleSession.Root, file))
        .Append("README.md")];

    [Theory]
    [MemberData(nameof(Texts))]
    public void What_a_text_picks_from_an_object_is_one_of_its_properties(string text)
    {
        var missing = Code(text)
            .SelectMany(code => Parser.ParseInput(code, out _, out _).FindAll(node => node is PipelineAst, searchNestedScriptBlocks: true).Cast<PipelineAst>())
            .SelectMany(pipeline => pipeline.PipelineElements.Zip(pipeline.PipelineElements.Skip(1)))
            .Where(pair => pair.First is CommandAst first && pair.Second is CommandAst second && _cmdlets.ContainsKey(first.GetCommandName() ?? "") && Choosers.Contains(second.GetCommandName()))
            .SelectMany(pair => Picked((CommandAst)pair.Second).Except(Properties(_cmdlets[((CommandAst)pair.First).GetCommandName()]), StringComparer.OrdinalIgnoreCase).Select(name => $"{name} in {pair.Second.Parent.Extent.Text}"));

        Assert.Empty(missing);
    }

    private static IEnumerable<string> Code(string file)
    {
        var text = File.ReadAllText(Path.Combine(ModuleSession.Root, file));
        return Path.GetExtension(file) switch
        {
            ".ps1" => [text],
            ".md" => Block().Matches(text).Select(block => block.Groups[1].Value),
            _ => [string.Join('\n', Line().Matches(text).Select(line => line.Value))],
        };
    }

    /// <summary>Words by position; those after a parameter are its values.</summary>
    private static IEnumerable<string> Picked(CommandAst command) => command.CommandElements.Skip(1)
        .TakeWhile(element => element is not CommandParameterAst)
        .SelectMany(element => element is ArrayLiteralAst list ? list.Elements : [(ExpressionAst)element])
        .OfType<StringConstantExpressionAst>().Select(word => word.Value).Where(word => !WildcardPattern.ContainsWildcardCharacters(word));

    private static IEnumerable<string> Properties(CmdletInfo cmdlet) =>
        cmdlet.OutputType.SelectMany(output => output.Type.GetProperties()).Select(property => property.Name);

    [GeneratedRegex(@"```powershell\n(.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"^ {8}(?! {5}).*$", RegexOptions.Multiline)]
    private static partial Regex Line();
}
