using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Text;

namespace DockerNet.Tests.Help;

/// <summary>What PowerShell knows of a cmdlet, in the words of its page.</summary>
public static class CmdletFacts
{
    /// <summary>The blocks that a page has to have, by parameter.</summary>
    public static IReadOnlyDictionary<string, string> Of(CmdletInfo cmdlet)
    {
        var instance = Activator.CreateInstance(cmdlet.ImplementingType)!;
        return cmdlet.Parameters.Values.Where(parameter => !Cmdlet.CommonParameters.Contains(parameter.Name)).ToDictionary(
            parameter => parameter.Name,
            parameter => Block(parameter, parameter.SwitchParameter ? "False" : Text(cmdlet.ImplementingType.GetProperty(parameter.Name)!.GetValue(instance))));
    }

    private static string Block(ParameterMetadata parameter, string defaultValue)
    {
        var block = new StringBuilder();
        block.Append(CultureInfo.InvariantCulture, $"Type: {TypeName(parameter.ParameterType)}\n");
        block.Append(CultureInfo.InvariantCulture, $"DefaultValue: {(defaultValue.Length == 0 || defaultValue[0] is '*' ? $"'{defaultValue}'" : defaultValue)}\n");
        block.Append(CultureInfo.InvariantCulture, $"SupportsWildcards: {Truth(parameter.Attributes.OfType<SupportsWildcardsAttribute>().Any())}\n");
        block.Append(List("Aliases", parameter.Aliases));
        block.Append("ParameterSets:\n");
        foreach (var (name, set) in parameter.ParameterSets)
        {
            block.Append(CultureInfo.InvariantCulture, $"""
                - Name: {(name == ParameterAttribute.AllParameterSets ? "(All)" : name)}
                  Position: {(set.Position == int.MinValue ? "Named" : set.Position)}
                  IsRequired: {Truth(set.IsMandatory)}
                  ValueFromPipeline: {Truth(set.ValueFromPipeline)}
                  ValueFromPipelineByPropertyName: {Truth(set.ValueFromPipelineByPropertyName)}
                  ValueFromRemainingArguments: {Truth(set.ValueFromRemainingArguments)}

                """);
        }

        block.Append("DontShow: false\n");
        block.Append(List("AcceptedValues", Values(parameter)));
        return block.Append("HelpMessage: ''").ToString();
    }

    private static IEnumerable<string> Values(ParameterMetadata parameter)
    {
        var type = parameter.ParameterType.IsArray ? parameter.ParameterType.GetElementType()! : parameter.ParameterType;
        type = Nullable.GetUnderlyingType(type) ?? type;
        return parameter.Attributes.OfType<ValidateSetAttribute>().FirstOrDefault()?.ValidValues ?? (type.IsEnum ? Enum.GetNames(type) : []);
    }

    private static string List(string key, IEnumerable<string> items)
    {
        var lines = items.ToList();
        return lines.Count == 0 ? $"{key}: []\n" : $"{key}:\n{string.Concat(lines.Select(item => $"- {item}\n"))}";
    }

    private static string TypeName(Type type) =>
        type.IsGenericType ? $"{type.GetGenericTypeDefinition().FullName}[{string.Join(',', type.GenericTypeArguments.Select(argument => argument.FullName))}]" : type.FullName!;

    /// <summary>A default as a user would type it.</summary>
    private static string Text(object? value) => value switch
    {
        null => "",
        string text => text,
        PSCredential => "",
        IEnumerable items => string.Join(", ", items.Cast<object>().Select(Text)),
        _ => value.GetType().GetProperty("Text") is { } text ? (string)text.GetValue(value)! : Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Truth(bool value) => value ? "true" : "false";
}
