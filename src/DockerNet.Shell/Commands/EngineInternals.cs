using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace DockerNet.Shell.Commands;

/// <summary>
/// The members of the engine that its own console and commands use and no public API offers.
/// The engine's version is pinned, and the tests fail when one of them moves.
/// </summary>
internal static class EngineInternals
{
    private const BindingFlags Members = BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public;

    /// <summary>Makes `exit` in the script file that runs next end the session with its code, as pwsh -File does.</summary>
    public static void LetScriptFileExit(Runspace runspace)
    {
        var context = Property(runspace.GetType(), "GetExecutionContext").GetValue(runspace)!;
        Property(context.GetType(), "ScriptCommandProcessorShouldRethrowExit").SetValue(context, true);
    }

    /// <summary>Gives a formatting cmdlet the engine's own formatter of a shape.</summary>
    public static void UseFormatter(FrontEndCommandBase cmdlet, string shape) =>
        SetImplementation(cmdlet, Create("InnerFormatShapeCommand", Enum.Parse(FormatType("FormatShape"), shape)));

    /// <summary>Gives an output cmdlet the engine's own writer of formatted text.</summary>
    public static void UseOutput(FrontEndCommandBase cmdlet, TextWriter writer, int width)
    {
        var output = Create("OutputManagerInner");
        Property(output.GetType(), "LineOutput").SetValue(output, Create("TextWriterLineOutput", writer, width));
        SetImplementation(cmdlet, output);
    }

    private static void SetImplementation(FrontEndCommandBase cmdlet, object implementation) =>
        (typeof(FrontEndCommandBase).GetField("implementation", Members) ?? throw new MissingFieldException(nameof(FrontEndCommandBase), "implementation"))
            .SetValue(cmdlet, implementation);

    private static object Create(string type, params object[] arguments) =>
        Activator.CreateInstance(FormatType(type), Members, null, arguments, null)!;

    private static Type FormatType(string name) =>
        typeof(PSCmdlet).Assembly.GetType($"{typeof(FrontEndCommandBase).Namespace}.{name}", throwOnError: true)!;

    private static PropertyInfo Property(Type type, string name) =>
        type.GetProperty(name, Members) ?? throw new MissingMemberException(type.FullName, name);
}
