using System.Management.Automation;
using System.Text;
using DockerNet.Shell.Hosting;

namespace DockerNet.Shell.Editing;

/// <summary>The candidates of one completion, which each Tab puts into the line in turn.</summary>
internal sealed class CompletionCycle(CommandCompletion found)
{
    private const int MostListed = 100;

    private readonly int _start = found.ReplacementIndex;
    private int _length = found.ReplacementLength;
    private int _current = -1;

    public int Count => found.CompletionMatches.Count;

    public void Apply(LineBuffer line, bool forward)
    {
        _current = forward || _current >= 0 ? (_current + (forward ? 1 : -1) + Count) % Count : Count - 1;
        var text = found.CompletionMatches[_current].CompletionText;
        line.Replace(_start, _length, text);
        _length = text.Length;
    }

    public string Listing()
    {
        var names = found.CompletionMatches.Take(MostListed).Select(match => match.ListItemText.ReplaceLineEndings(" ")).ToArray();
        var width = names.Max(name => Cells.Of(name)) + 2;
        var columns = Math.Max(1, Terminal.Width / width);
        var text = new StringBuilder();
        foreach (var row in names.Chunk(columns))
        {
            foreach (var name in row)
            {
                text.Append(name).Append(' ', width - Cells.Of(name));
            }

            text.AppendLine();
        }

        if (Count > MostListed)
        {
            text.Append($"… and {Count - MostListed} more").AppendLine();
        }

        return text.ToString();
    }
}
