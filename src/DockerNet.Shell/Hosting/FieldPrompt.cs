using System.Collections;
using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace DockerNet.Shell.Hosting;

/// <summary>Asks for values such as missing mandatory parameters, and converts what is typed.</summary>
internal sealed class FieldPrompt(ShellUserInterface userInterface)
{
    public Dictionary<string, PSObject?> Ask(string? caption, string? message, Collection<FieldDescription> fields)
    {
        userInterface.WriteHeading(caption, message);
        if (fields.Any(field => !string.IsNullOrEmpty(field.HelpMessage)))
        {
            userInterface.WriteLine("(Type !? for Help.)");
        }

        return fields.ToDictionary(field => field.Name, Ask);
    }

    private PSObject? Ask(FieldDescription field)
    {
        var type = Find(field.ParameterAssemblyFullName) ?? Find(field.ParameterTypeFullName) ?? typeof(string);
        var value = type.IsAssignableTo(typeof(IList)) ? AskList(field, type) : AskOne(field, type, $"{field.Name}: ", out _);
        return value is null ? null : PSObject.AsPSObject(value);
    }

    private static Type? Find(string name) => LanguagePrimitives.TryConvertTo<Type>(name, out var type) ? type : null;

    private object AskList(FieldDescription field, Type type)
    {
        var values = new ArrayList();
        while (true)
        {
            var value = AskOne(field, type.GetElementType() ?? typeof(object), $"{field.Name}[{values.Count}]: ", out var empty);
            if (empty)
            {
                return LanguagePrimitives.TryConvertTo(values, type, out var list) ? list : values;
            }

            values.Add(value);
        }
    }

    private object? AskOne(FieldDescription field, Type type, string prompt, out bool empty)
    {
        if (type == typeof(PSCredential))
        {
            var credential = userInterface.PromptForCredential(string.Empty, field.Name, string.Empty, string.Empty);
            empty = credential is null;
            return credential;
        }

        while (true)
        {
            userInterface.Write(prompt);
            if (type == typeof(SecureString))
            {
                var secret = userInterface.ReadLineAsSecureString();
                empty = secret.Length == 0;
                return secret;
            }

            var text = userInterface.ReadLine() ?? throw new PromptingException("The prompt was canceled.");
            if (text == "!?")
            {
                userInterface.WriteLine(string.IsNullOrEmpty(field.HelpMessage) ? $"No help is available for {field.Name}." : field.HelpMessage);
                continue;
            }

            empty = text.Length == 0;
            if (LanguagePrimitives.TryConvertTo(text, type, out var value))
            {
                return value;
            }

            userInterface.WriteLine($"Cannot recognize \"{text}\" as a {type.FullName}.");
        }
    }
}
