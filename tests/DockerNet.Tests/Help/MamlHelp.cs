using System.Xml.Linq;

namespace DockerNet.Tests.Help;

/// <summary>Reads the MAML that Get-Help shows.</summary>
public static class MamlHelp
{
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    /// <summary>Reads the help of all cmdlets, by name.</summary>
    public static IReadOnlyDictionary<string, HelpPage> Read(string path) =>
        XDocument.Load(path).Root!.Elements(Command + "command").Select(Page).ToDictionary(page => page.Name, StringComparer.Ordinal);

    private static HelpPage Page(XElement command)
    {
        var details = command.Element(Command + "details")!;
        return new(
            details.Element(Command + "name")!.Value,
            string.Join('\n', Paragraphs(details.Element(Maml + "description"))),
            [.. command.Element(Command + "syntax")!.Elements(Command + "syntaxItem").Select(item => string.Join(' ', item.Elements(Command + "parameter").Select(parameter => parameter.Element(Maml + "name")!.Value)))],
            Paragraphs(command.Element(Maml + "description")),
            [.. command.Element(Command + "examples")!.Elements(Command + "example").Select(Example)],
            command.Element(Command + "parameters")!.Elements(Command + "parameter").ToDictionary(parameter => parameter.Element(Maml + "name")!.Value, Parameter),
            Types(command.Element(Command + "inputTypes")!.Elements(Command + "inputType")),
            Types(command.Element(Command + "returnValues")!.Elements(Command + "returnValue")),
            [.. command.Element(Command + "relatedLinks")!.Elements(Maml + "navigationLink").Select(link => new HelpLink(link.Element(Maml + "linkText")!.Value, link.Element(Maml + "uri")!.Value))]);
    }

    private static HelpExample Example(XElement example) =>
        new(example.Element(Maml + "title")!.Value.Trim('-', ' '), example.Element(Dev + "code")!.Value, Paragraphs(example.Element(Dev + "remarks")));

    private static HelpParameter Parameter(XElement parameter) =>
        new(Paragraphs(parameter.Element(Maml + "description")), "", parameter.Element(Dev + "defaultValue")?.Value ?? "");

    private static List<HelpType> Types(IEnumerable<XElement> types) =>
        [.. types.Select(type => new HelpType(type.Element(Dev + "type")!.Element(Maml + "name")!.Value, Paragraphs(type.Element(Maml + "description"))))];

    private static List<string> Paragraphs(XElement? text) => [.. text?.Elements(Maml + "para").Select(paragraph => paragraph.Value) ?? []];
}
