using System.Text.RegularExpressions;

namespace DockerNet.Tests;

/// <summary>What holds for every source file of the module.</summary>
public sealed partial class SourceTests
{
    private static readonly IReadOnlyList<string> Files = [.. Directory
        .EnumerateFiles(Path.Combine(ModuleSession.Root, "src"), "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))];

    /// <summary>Types about the containers that help the engine with volumes.</summary>
    private static readonly string[] HelperContainers = ["AbandonedHelpers"];

    [Fact]
    public void Every_file_holds_one_type_and_has_its_name() => Assert.Empty(Files
        .Where(file => Types(file) is not [var only] || only != Path.GetFileNameWithoutExtension(file))
        .Where(file => Path.GetFileName(file) is not ("Program.cs" or "GlobalUsings.cs"))
        .Select(file => $"{file}: {string.Join(", ", Types(file))}"));

    [Fact]
    public void No_type_is_named_for_being_helpful() => Assert.DoesNotContain(Files.SelectMany(Types).Except(HelperContainers), type => Vague().IsMatch(type));

    [Fact]
    public void Nothing_is_left_to_be_done_later() => Assert.DoesNotContain(Files, file => LeftOver().IsMatch(File.ReadAllText(file)));

    [Fact]
    public void Every_error_id_stands_for_one_category() => Assert.Empty(ErrorIds()
        .GroupBy(error => error.Id, StringComparer.OrdinalIgnoreCase)
        .Where(same => same.Select(error => error.Category).Where(category => category.Length > 0).Distinct().Count() > 1 || same.Select(error => error.Id).Distinct(StringComparer.Ordinal).Count() > 1)
        .Select(same => $"{same.Key}: {string.Join(", ", same.Select(error => error.Category).Distinct())}"));

    [Fact]
    public void Every_error_id_is_explained_and_none_that_is_not_there()
    {
        var explained = Row().Matches(File.ReadAllText(Path.Combine(ModuleSession.Root, "en-US", "about_DockerNet_Errors.help.txt")))
            .ToDictionary(row => row.Groups["id"].Value, row => row.Groups["category"].Value);
        var known = ErrorIds().GroupBy(error => error.Id).ToDictionary(same => same.Key, same => same.Select(error => error.Category).Max()!);

        Assert.Equal(known.Keys.Order(StringComparer.Ordinal), explained.Keys.Order(StringComparer.Ordinal));
        Assert.Empty(known.Where(error => error.Value.Length > 0 && explained[error.Key] != error.Value).Select(error => $"{error.Key}: {error.Value}"));
    }

    private static IReadOnlyList<string> Types(string file) => [.. Type().Matches(File.ReadAllText(file)).Select(match => match.Groups["name"].Value)];

    private static IReadOnlyList<(string Id, string Category)> ErrorIds()
    {
        var kinds = typeof(ResourceKind).GetFields().Select(kind => (string)kind.GetRawConstantValue()!).ToList();
        var found = new List<(string, string)>();
        foreach (var text in Files.Where(file => !file.Contains("DockerNet.Shell", StringComparison.Ordinal)).Select(File.ReadAllText))
        {
            found.AddRange(Made().Matches(text).Select(match => (match.Groups["id"].Value, match.Groups["category"].Value)));
            found.AddRange(Invalid().Matches(text).Select(match => (match.Groups["id"].Value, "InvalidArgument")));
            found.AddRange(OfKind().Matches(text).SelectMany(match => kinds.Select(kind => (kind + match.Groups["id"].Value, match.Groups["category"].Value))));
        }

        // Of these kinds there is no such failure: nothing names a driver or a command under way by a prefix, and nobody creates an engine.
        string[] never = ["DriverAmbiguous", "DriverExists", "EngineAmbiguous", "EngineExists", "EngineNotFound", "ExecAmbiguous", "ExecExists", "NodeExists"];
        return [.. found.Where(error => !never.Contains(error.Item1))];
    }

    // At the beginning of a line: types in types are the file's own affair.
    [GeneratedRegex(@"^(?:public |internal |file )(?:static |sealed |abstract |partial |readonly |unsafe )*(?:record struct|record class|record|class|struct|interface|enum|delegate \S+) (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex Type();

    [GeneratedRegex("(Helpers?|Utils?|Utility|Utilities|Manager|Misc|Common)$")]
    private static partial Regex Vague();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b|NotImplementedException")]
    private static partial Regex LeftOver();

    [GeneratedRegex(@"new(?: DockerNetException)?\(\s*(?:errorId: )?""(?<id>[A-Z][A-Za-z]+)"",\s*(?:(?:System\.Management\.Automation\.)?ErrorCategory\.(?<category>\w+)|inner is )")]
    private static partial Regex Made();

    [GeneratedRegex(@"Invalid\(\s*""(?<id>[A-Z][A-Za-z]+)"",")]
    private static partial Regex Invalid();

    [GeneratedRegex(@"\$""\{kind\}(?<id>[A-Z]\w+)"",\s*ErrorCategory\.(?<category>\w+)")]
    private static partial Regex OfKind();

    [GeneratedRegex(@"^    (?<id>[A-Z]\w+) +(?<category>[A-Z]\w+)(?: or [A-Z]\w+)?$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
