using System.Collections.ObjectModel;
using System.Management.Automation.Host;

namespace DockerNet.Shell.Hosting;

/// <summary>Asks the user to pick one of several choices, in PowerShell's words.</summary>
internal sealed class ChoicePrompt(ShellUserInterface userInterface)
{
    public int Ask(string? caption, string? message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        ArgumentOutOfRangeException.ThrowIfZero(choices.Count);
        userInterface.WriteHeading(caption, message);
        while (true)
        {
            userInterface.Write(Menu(choices, defaultChoice));
            var answer = userInterface.ReadLine()?.Trim() ?? throw new PromptingException("The prompt was canceled.");
            if (answer.Length == 0 && defaultChoice >= 0)
            {
                return defaultChoice;
            }

            if (answer == "?")
            {
                ShowHelp(choices);
            }
            else if (Picked(choices, answer) is var picked and >= 0)
            {
                return picked;
            }
        }
    }

    private static string Menu(Collection<ChoiceDescription> choices, int defaultChoice)
    {
        var entries = string.Concat(choices.Select(choice => $"[{HotKey(choice)}] {Label(choice)}  "));
        var standard = defaultChoice >= 0 ? $"(default is \"{ShortName(choices[defaultChoice])}\"): " : string.Empty;
        return $"{entries}[?] Help {standard}";
    }

    private static int Picked(Collection<ChoiceDescription> choices, string answer)
    {
        for (var i = 0; i < choices.Count; i++)
        {
            if (answer.Length > 0 && (answer.Equals(Label(choices[i]), StringComparison.CurrentCultureIgnoreCase) || answer.Equals(HotKey(choices[i]), StringComparison.CurrentCultureIgnoreCase)))
            {
                return i;
            }
        }

        return -1;
    }

    private static string Label(ChoiceDescription choice) => choice.Label.Replace("&", string.Empty, StringComparison.Ordinal);

    private static string HotKey(ChoiceDescription choice)
    {
        var mark = choice.Label.IndexOf('&', StringComparison.Ordinal);
        return mark >= 0 && mark + 1 < choice.Label.Length ? choice.Label[(mark + 1)..(mark + 2)].ToUpperInvariant() : string.Empty;
    }

    private static string ShortName(ChoiceDescription choice) => HotKey(choice) is { Length: > 0 } key ? key : Label(choice);

    private void ShowHelp(Collection<ChoiceDescription> choices)
    {
        foreach (var choice in choices)
        {
            userInterface.WriteLine($"{ShortName(choice)} - {choice.HelpMessage}");
        }
    }
}
