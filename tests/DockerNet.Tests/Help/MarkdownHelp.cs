using System.Text.RegularExpressions;

namespace DockerNet.Tests.Help;

/// <summary>Reads the markdown pages, as far as the schema of PlatyPS uses markdown.</summary>
public static partial class MarkdownHelp
{
    /// <summary>Reads a page.</summary>
    public static HelpPage Read(string path)
    {
        var text = File.ReadAllText(path);
        var sections = Sections(text, "## ");
        return new(
            Title().Match(text).Groups[1].Value.Trim(),
            sections["SYNOPSIS"].Trim(),
            [.. Sections(sections["SYNTAX"], "### ").Values.Select(syntax => Spaces().Replace(Fence().Match(syntax).Groups["text"].Value.Trim(), " "))],
            Paragraphs(sections["DESCRIPTION"]),
            [.. Sections(sections["EXAMPLES"], "### ").Select(example => Example(example.Key, example.Value))],
            Sections(sections["PARAMETERS"], "### ").Where(parameter => parameter.Key.StartsWith('-')).ToDictionary(parameter => parameter.Key[1..], parameter => Parameter(parameter.Value)),
            Types(sections["INPUTS"]),
            Types(sections["OUTPUTS"]),
            [.. Link().Matches(sections["RELATED LINKS"]).Select(link => new HelpLink(link.Groups[1].Value, link.Groups[2].Value))]);
    }

    /// <summary>The links within a page's text.</summary>
    public static IEnumerable<HelpLink> LinksIn(string path) =>
        Link().Matches(File.ReadAllText(path)).Select(link => new HelpLink(link.Groups[1].Value, link.Groups[2].Value));

    /// <summary>What follows each heading of a level, by the heading.</summary>
    private static Dictionary<string, string> Sections(string text, string level)
    {
        var sections = new Dictionary<string, string>(StringComparer.Ordinal);
        string? heading = null;
        foreach (var line in text.Split('\n'))
        {
            if (line.StartsWith(level, StringComparison.Ordinal))
            {
                sections.Add(heading = line[level.Length..].Trim(), "");
            }
            else if (heading is not null)
            {
                sections[heading] += line + "\n";
            }
        }

        return sections;
    }

    private static HelpExample Example(string title, string text)
    {
        var code = Fence().Match(text);
        return new(title, code.Groups["text"].Value, Paragraphs(text.Remove(code.Index, code.Length)));
    }

    private static HelpParameter Parameter(string text)
    {
        var facts = Fence().Match(text);
        return new(Paragraphs(text.Remove(facts.Index)), facts.Groups["text"].Value, Default().Match(text).Groups[1].Value.Trim('\''));
    }

    private static List<HelpType> Types(string text) => [.. Sections(text, "### ").Select(type => new HelpType(type.Key, Paragraphs(type.Value)))];

    /// <summary>Texts without marks; the items of a list keep their lines.</summary>
    private static List<string> Paragraphs(string text) =>
        [.. Blank().Split(text.Trim()).Where(paragraph => paragraph.Length > 0).Select(paragraph => Marks().Replace(Link().Replace(LineEnd().Replace(paragraph, " "), "$1"), ""))];

    [GeneratedRegex(@"^# (.*)$", RegexOptions.Multiline)]
    private static partial Regex Title();

    [GeneratedRegex(@"```\w*\n(?<text>.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^DefaultValue: (.*)$", RegexOptions.Multiline)]
    private static partial Regex Default();

    [GeneratedRegex(@"\[([^\]]+)\]\(([^)]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\n\s*\n")]
    private static partial Regex Blank();

    [GeneratedRegex(@"\n\s*(?!\s*- )")]
    private static partial Regex LineEnd();

    [GeneratedRegex(@"\*\*|`")]
    private static partial Regex Marks();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
